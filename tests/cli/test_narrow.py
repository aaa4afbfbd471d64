"""However narrow the terminal is, or says it is, every report is printed."""

import pytest

from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import Learner


@pytest.mark.parametrize("columns", [0, 1, 2, 3, 5, 8, 13, 21, 34])
def test_every_report_is_printed(
    learner: Learner, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.answer((5, "capital/forward", Grade.GOOD), (4, "colour", Grade.AGAIN))
    monkeypatch.setenv("COLUMNS", str(columns))
    for command in (
        ("stats", learner.deck),
        ("list", learner.deck),
        ("show", "colour", learner.deck),
        ("readiness", learner.deck),
        ("plan", learner.deck, "--exam", "2026-06-01"),
        ("readiness", learner.deck),
        ("exam", learner.deck, "--history"),
        ("config",),
        ("coverage", learner.deck),
        ("quiz", learner.deck),
    ):
        done = learner.run(*command)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert (done.exit_code, "defect" in done.stderr) == (0, False)
