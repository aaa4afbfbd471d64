"""What answers come to is the same whether it was kept and gone on with, or made from all of them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.progress.answer_fold import Told, told
from ipt_cards.progress.entries import Entry, Move, Origin, Suspension
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.statistics.tally import Tally
from ipt_cards.progress.storage import kept_fold
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.sm2 import CardState
from ipt_cards.scheduling.sm2 import review as sm2_review
from tests.progress.making import BERLIN, contested_logs, identifier, logs, review, undo

MEDDLING = (
    "DELETE FROM review WHERE id = (SELECT min(id) FROM review)",
    "DELETE FROM review WHERE id = (SELECT max(id) FROM review)",
    "DELETE FROM retraction",
    "DELETE FROM move",
    "UPDATE review SET grade = 5 - grade WHERE id = (SELECT min(id) FROM review)",
    "UPDATE review SET duration_ms = duration_ms + 1",
    "UPDATE retraction SET target = (SELECT min(id) FROM review) WHERE EXISTS (SELECT 1 FROM review)",
    "UPDATE move SET \"to\" = 'a' WHERE card <> 'a'",
)
"""What a program may do that knows nothing of what is kept."""

RENAMED = Move(identifier(number=7), "b", "renamed")


class Counting(Tally):
    """A tally that knows how many answers it was given, of all that it knows of."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0

    def take(self, answers: Iterable[Told]) -> None:
        given_ = list(answers)
        self.taken += len(given_)
        super().take(given_)


def made_anew(log: ReviewLog) -> bytes:
    tally = Tally()
    tally.take(map(told, log.reviews()))
    return tally.packed()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[ReviewLog]:
    with (
        patch.object(kept_fold, "WORTH_KEEPING", 3),
        ReviewLog.open(tmp_path / "progress.db", BERLIN) as opened,
    ):
        yield opened


def answer(log: ReviewLog, *days: int) -> None:
    log.append(*(review(day=day) for day in days))


@settings(max_examples=150, deadline=None)
@given(logs() | contested_logs(), st.data())
def test_whatever_was_done_to_the_log_meanwhile_and_by_whom(
    entries: list[Entry], data: st.DataObject
) -> None:
    with (
        TemporaryDirectory() as folder,
        patch.object(kept_fold, "WORTH_KEEPING", 1),
        ReviewLog.open(Path(folder) / "progress.db", BERLIN) as log,
    ):
        left = data.draw(st.permutations(entries))
        while left:
            some = data.draw(st.integers(1, 4))
            log.merge(left[:some], backup=False)
            left = left[some:]
            if data.draw(st.booleans()):
                with closing(sqlite3.connect(log.path)) as other, other:
                    other.execute(data.draw(st.sampled_from(MEDDLING)))
            assert log.folded(Tally()).packed() == made_anew(log)


@pytest.mark.parametrize("meddling", MEDDLING)
def test_a_program_that_knows_nothing_of_what_is_kept_leaves_nothing_wrong(
    log: ReviewLog, meddling: str
) -> None:
    log.append(*(review(day=day) for day in range(5)), review("b", day=5), RENAMED)
    log.append(undo(review(day=2)))
    log.folded(Tally())
    before = made_anew(log)
    with closing(sqlite3.connect(log.path)) as other, other:
        other.execute(meddling)
    assert log.folded(Tally()).packed() == made_anew(log) != before


@pytest.mark.parametrize(
    "entry",
    [
        review(day=1, ms=1),
        undo(review(day=3)),
        undo(undo(review(day=2))),
        undo(RENAMED),
        Move(identifier(number=8), "a", "c"),
    ],
)
def test_an_entry_about_what_was_kept_makes_it_be_read_again(log: ReviewLog, entry: Entry) -> None:
    log.append(*(review(day=day) for day in range(5)), review("b", day=5), RENAMED)
    log.append(undo(review(day=2)))
    log.folded(Tally())
    before = made_anew(log)
    log.append(entry)
    assert log.folded(Tally()).packed() == made_anew(log) != before


def test_only_the_answers_since_are_read(log: ReviewLog) -> None:
    answer(log, 0, 1, 2)
    assert log.folded(Counting()).taken == 3
    answer(log, 3)
    assert log.folded(Counting()).taken == 1


def test_few_answers_are_read_again_rather_than_kept(log: ReviewLog) -> None:
    answer(log, 0, 1)
    for _ in range(2):
        assert log.folded(Counting()).taken == 2


def test_taking_back_an_answer_that_came_since_leaves_what_is_kept(log: ReviewLog) -> None:
    answer(log, 0, 1, 2)
    log.folded(Tally())
    answer(log, 3)
    log.append(undo(review(day=3)))
    log.append(Suspension(identifier(number=9), "a", suspended=True))
    fold = log.folded(Counting())
    assert (fold.taken, fold.packed()) == (0, made_anew(log))


def test_another_scheduler_makes_something_else_of_the_answers(log: ReviewLog) -> None:
    def monthly(state: CardState, grade: int, day: Day) -> CardState:
        return sm2_review(state, grade, day)._replace(interval=30)  # type: ignore[arg-type]

    answer(log, 0, 1, 2)
    assert log.folded(Tally()).weeks(["a"]) != log.folded(Tally(monthly)).weeks(["a"])
    assert log.folded(Tally()).packed() == made_anew(log)


@pytest.mark.parametrize("damage", ["x'00'", "CAST(content || x'00' AS BLOB)", "zeroblob(9)"])
def test_what_was_kept_and_is_damaged_is_made_anew_in_silence(log: ReviewLog, damage: str) -> None:
    answer(log, 0, 1, 2)
    log.folded(Tally())
    with closing(sqlite3.connect(log.path)) as other, other:
        other.execute(f"UPDATE kept_fold SET content = {damage}")
    fold = log.folded(Counting())
    assert (fold.taken, fold.packed()) == (3, made_anew(log))
    assert log.folded(Counting()).taken == 0


def test_what_another_version_kept_is_made_anew(log: ReviewLog) -> None:
    answer(log, 0, 1, 2)
    log.folded(Tally())
    with closing(sqlite3.connect(log.path)) as other, other:
        other.execute("UPDATE kept_fold SET made_by = '0 ' || made_by")
    assert log.folded(Counting()).taken == 3


def test_rebuilding_drops_what_was_kept(log: ReviewLog) -> None:
    answer(log, 0, 1, 2)
    log.folded(Tally())
    log.rebuild()
    assert log.folded(Counting()).taken == 3


def test_where_another_process_is_writing_nothing_is_kept(tmp_path: Path) -> None:
    with (
        patch.object(kept_fold, "WORTH_KEEPING", 1),
        ReviewLog.open(tmp_path / "progress.db", BERLIN, busy_timeout_ms=0) as log,
        closing(sqlite3.connect(log.path, isolation_level=None)) as other,
    ):
        answer(log, 0, 1)
        other.execute("BEGIN IMMEDIATE")
        assert log.folded(Counting()).taken == 2
        other.execute("ROLLBACK")
        assert log.folded(Counting()).taken == 2
        assert log.folded(Counting()).taken == 0


def test_a_log_with_something_kept_is_sound_and_still_says_when_it_was_changed(
    log: ReviewLog,
) -> None:
    answer(log, 0, 1, 2)
    before = log.version()
    log.folded(Tally())
    assert log.version() == before
    assert log.check() == []
    cram = review(day=4, origin=Origin.CRAM)
    log.append(cram)
    assert log.reviews()[-1] == cram
