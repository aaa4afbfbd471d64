"""`--scheduler` and the setting of that name: the log replayed by another scheduler."""

import sys

import pytest

from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling import fsrs
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import CALENDAR, Learner

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
