"""`--scheduler` and the setting of that name: the log replayed by another scheduler."""

import sys
import tomllib

import pytest

from ipt_cards.forecast.answer import Answer
from ipt_cards.progress.entries import Origin, Review, dated
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling import fsrs
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import CALENDAR, NOW, Learner
from tests.forecast.test_fsrs_parameters import FORGETFUL, log_of

CARD = "capital/forward"


@pytest.fixture
def studied(learner: Learner) -> Learner:
    learner.answer((20, CARD, Grade.GOOD), (17, CARD, Grade.AGAIN), (17, CARD, Grade.GOOD))
    learner.answer((10, CARD, Grade.GOOD), (2, CARD, Grade.EASY))
    return learner


def interval(learner: Learner, *options: str) -> int:
    [card] = learner.json("show", CARD, learner.deck, *options)
    return int(card["interval"])


def progress_by_fsrs(learner: Learner) -> dict[str, CardProgress]:
    with ReviewLog.open(learner.progress, CALENDAR, scheduler=fsrs.Fsrs()) as log:
        assert log.check() == []
        return log.progress()


def test_the_log_is_replayed_by_the_scheduler_that_is_named(studied: Learner) -> None:
    by_sm2 = interval(studied)
    by_fsrs = interval(studied, "--scheduler", "fsrs")
    assert by_fsrs == progress_by_fsrs(studied)[CARD].state.interval != by_sm2
    assert interval(studied) == by_sm2


def test_the_setting_goes_for_every_command(studied: Learner) -> None:
    by_sm2 = interval(studied)
    assert studied.run("config", "set", "scheduler", "fsrs").exit_code == 0
    assert interval(studied) == progress_by_fsrs(studied)[CARD].state.interval
    assert studied.run("progress", "check").exit_code == 0
    assert studied.json("stats", studied.deck)["forecast"]
    assert interval(studied, "--scheduler", "sm2") == by_sm2


def test_what_is_answered_under_it_is_what_a_replay_gives(studied: Learner) -> None:
    answered = studied.run("quiz", studied.deck, "--scheduler", "fsrs", stdin=b"\n1\n\n3\n" * 5)
    assert "Again" in answered.stdout
    kept = progress_by_fsrs(studied)
    with ReviewLog.open(studied.progress, CALENDAR, scheduler=fsrs.Fsrs()) as log:
        log.rebuild()
        assert log.progress() == kept


def test_show_tells_stability_and_difficulty_instead_of_the_ease(studied: Learner) -> None:
    [card] = studied.json("show", CARD, studied.deck, "--scheduler", "fsrs")
    assert "ease_factor" not in card
    assert card["stability"] > 1
    assert card["grades"][4]["stability"] > card["grades"][1]["stability"]
    shown = studied.run("show", CARD, studied.deck, "--scheduler", "fsrs").stdout
    assert "stability" in shown
    assert "ease" not in shown


def test_without_the_package_it_says_what_to_install(
    studied: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "ipt_cards.scheduling.fsrs")
    monkeypatch.delattr("ipt_cards.scheduling.fsrs")
    monkeypatch.setitem(sys.modules, "fsrs", None)
    told = studied.run("show", CARD, studied.deck, "--scheduler", "fsrs")
    assert told.exit_code == 2
    assert "ipt-cards[fsrs]" in told.stderr
    assert interval(studied) > 0


def test_a_scheduler_that_there_is_none_of_is_told(studied: Learner) -> None:
    told = studied.run("quiz", studied.deck, "--scheduler", "sm18")
    assert told.exit_code == 2
    assert "'sm18' is not one of 'sm2', 'fsrs'" in told.stderr


def set_parameters(learner: Learner, parameters: tuple[float, ...]) -> None:
    written = f"scheduler = 'fsrs'\nfsrs_parameters = {list(parameters)}\n"
    learner.configuration.write_text(written, encoding="utf-8")


SLOW = (*fsrs.Fsrs().parameters[:8], 1.0, *fsrs.Fsrs().parameters[9:])


def test_the_log_is_replayed_with_the_parameters_that_are_configured(studied: Learner) -> None:
    by_default = interval(studied, "--scheduler", "fsrs")
    set_parameters(studied, SLOW)
    by_own = interval(studied)
    with ReviewLog.open(studied.progress, CALENDAR, scheduler=fsrs.Fsrs(SLOW)) as log:
        assert log.check() == []
        assert by_own == log.progress()[CARD].state.interval < by_default
    assert studied.run("config", "unset", "fsrs_parameters").exit_code == 0
    assert interval(studied) == by_default


def test_parameters_that_fsrs_can_not_have_are_told(studied: Learner) -> None:
    set_parameters(studied, (1000.0, *SLOW[1:]))
    told = studied.run("stats", studied.deck)
    assert told.exit_code == 2
    assert "parameters[0] = 1000.0 is out of bounds" in told.stderr
    assert "config unset fsrs_parameters" in told.stderr
    assert studied.run("config", "unset", "fsrs_parameters").exit_code == 0
    assert studied.run("stats", studied.deck).exit_code == 0


def logged(learner: Learner, answers: list[Answer]) -> None:
    """Put answers of a simulated learner into the log, ending yesterday."""
    shift = CALENDAR.day(int(NOW.timestamp() * 1000)) - 1 - answers[-1].day
    learner.append(
        dated(
            Review(
                entry_id(CALENDAR.start_ms(Day(day + shift)) + number, number.to_bytes(10, "big")),
                card,
                grade,
                duration_ms,
                Origin.QUIZ,
            ),
            CALENDAR,
        )
        for number, (card, day, grade, duration_ms) in enumerate(answers)
    )


def test_parameters_are_optimised_on_the_log_and_used_from_then_on(learner: Learner) -> None:
    logged(learner, log_of(FORGETFUL))
    first = learner.run("config", "optimize-fsrs")
    assert first.exit_code == 0
    assert "Parameters found on 789 reviews." in first.stdout
    assert "with the default parameters, 0.55" in first.stdout
    assert "`ipt-cards config set scheduler fsrs`" in first.stdout
    kept = learner.configuration.read_bytes()
    assert len(tomllib.loads(kept.decode())["fsrs_parameters"]) == 21
    assert learner.run("config", "set", "scheduler", "fsrs").exit_code == 0
    assert "set scheduler" not in learner.run("config", "optimize-fsrs").stdout
    assert learner.configuration.read_bytes().startswith(kept)
    assert learner.run("progress", "check").exit_code == 0
    assert "… (21 numbers)" in learner.run("config").stdout


def test_a_log_too_short_to_optimise_on_changes_nothing(studied: Learner) -> None:
    told = studied.run("config", "optimize-fsrs")
    assert told.exit_code == 1
    assert "your log holds 3 reviews" in told.stderr
    assert "need 400" in told.stderr
    assert not studied.configuration.exists()


def test_parameters_that_forecast_no_better_are_not_set(learner: Learner) -> None:
    logged(learner, log_of(fsrs.Fsrs().parameters))
    told = learner.run("config", "optimize-fsrs")
    assert told.exit_code == 0
    assert "Yours forecast no better, so nothing is changed." in told.stdout
    assert not learner.configuration.exists()


def test_without_the_optimiser_it_says_what_to_install(
    studied: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "ipt_cards.forecast.fsrs_parameters", raising=False)
    monkeypatch.delattr("ipt_cards.forecast.fsrs_parameters", raising=False)
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    told = studied.run("config", "optimize-fsrs")
    assert told.exit_code == 2
    assert "ipt-cards[fsrs]" in told.stderr
