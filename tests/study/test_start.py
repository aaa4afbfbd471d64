"""What commands do without until it is needed, so that they begin soon."""

import subprocess
import sys

import pytest

SLOW = {"yaml", "markdown_it", "pygments", "pylatexenc", "rich", "spellchecker", "numpy", "PIL"}


@pytest.mark.parametrize(
    "module",
    ["ipt_cards.study.recorded_quiz", "ipt_cards.cli.exam.plan", "ipt_cards.cli.exam.readiness"],
)
def test_what_few_decks_need_and_what_reckons_isnt_imported_before_it_is_needed(
    module: str,
) -> None:
    assert not imported_with(module) & SLOW


def test_a_forecast_without_a_plan_needs_neither_plans_nor_mock_exams() -> None:
    with_forecasts = imported_with("ipt_cards.study.exam.forecasts")
    assert "ipt_cards.forecast.score.readiness" in with_forecasts
    assert not with_forecasts & {"ipt_cards.exam.plan.plan", "ipt_cards.exam.mock.sitting"}


def imported_with(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
