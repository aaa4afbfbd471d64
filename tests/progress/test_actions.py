"""Actions: what was done at one go, taken back and brought back, whenever."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.actions import actions, bringing_back, taking_back
from ipt_cards.progress.duplicate_reviews import retold
from ipt_cards.progress.entries import Burial, Entry, Move, Origin, Retraction, Review, Suspension
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.progress.fold import fold, standing
from ipt_cards.scheduling.day import DAY_MS, Day
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import FIRST_DAY, NOON_MS, identifier, logs, review, undo

RNG = random.Random(5)  # noqa: S311 - ids of a test
LATER_MS = NOON_MS + 90 * DAY_MS


@given(logs())
def test_every_entry_that_stands_is_of_one_action_that_stands(log: list[Entry]) -> None:
    there = [e.id for action in actions(log) for e in action.entries]
    assert len(there) == len(set(there))
    assert {e.id for e in log if not isinstance(e, Retraction)} == set(there)
    standing_ids = {entry.id for entry in standing(log)}
    for action in actions(log):
        assert action.is_taken_back == standing_ids.isdisjoint(e.id for e in action.entries)


@given(logs(), st.data())
def test_what_is_taken_back_and_brought_back_again_is_as_it_was(
    log: list[Entry], data: st.DataObject
) -> None:
    done = [action for action in actions(log) if not action.retractions]
    if not done:
        return
    action = data.draw(st.sampled_from(done))
    undone = [*log, *taking_back(action, LATER_MS, RNG)]
    without = [e for e in standing(log) if e.id not in {entry.id for entry in action.entries}]
    assert standing(undone) == without
    [taken] = [a for a in actions(undone) if a.entries[0].id == action.entries[0].id]
    assert taken.is_taken_back
    redone = [*undone, *bringing_back(taken, LATER_MS + 1, RNG)]
    assert standing(redone) == standing(log)
    assert fold(redone) == fold(log)
    [again] = [a for a in actions(redone) if a.entries[0].id == action.entries[0].id]
    undone_again = [*redone, *taking_back(again, LATER_MS + 2, RNG)]
    assert fold(undone_again) == fold(undone)


def test_what_two_machines_took_back_is_brought_back_at_once() -> None:
    answer = review("a")
    here, there = undo(answer), Retraction(identifier(NOON_MS + 9, 9), answer.id)
    [action] = actions([answer, here, there])
    assert standing([answer, here, there, *bringing_back(action, LATER_MS, RNG)]) == [answer]


def test_a_clock_behind_the_log_takes_back_what_lies_ahead_of_it() -> None:
    answer = review("a", day=30)
    [action] = actions([answer])
    taken = taking_back(action, NOON_MS, RNG)
    assert standing([answer, *taken]) == []
    [gone] = actions([answer, *taken])
    assert standing([answer, *taken, *bringing_back(gone, NOON_MS, RNG)]) == [answer]


@pytest.mark.parametrize(
    "together",
    [
        [review("a", Grade.AGAIN), Suspension(identifier(NOON_MS + 1), "a", suspended=True)],
        [review(card, origin=Origin.EXAM, number=n) for n, card in enumerate("abc")],
        [Suspension(identifier(number=n), card, suspended=False) for n, card in enumerate("ab")],
        [Burial(identifier(number=n), "a", Day(FIRST_DAY + n)) for n in range(1, 4)],
        [Move(identifier(NOON_MS + n), f"old/c{n}", f"new/c{n}") for n in (1, 2, 3)],
    ],
    ids=["a leech", "an exam", "put back", "postponed", "a note renamed"],
)
def test_what_was_done_at_one_go_is_one_action(together: list[Entry]) -> None:
    [action] = actions(together)
    assert len(action.entries) == len(together)


@pytest.mark.parametrize(
    "apart",
    [
        [review("a"), review("b", number=1)],
        [review("a"), Suspension(identifier(NOON_MS + 1), "b", suspended=True)],
        [review("a"), Suspension(identifier(NOON_MS + 2), "a", suspended=True)],
        [review("a", origin=Origin.EXAM), review("b", ms=2, origin=Origin.EXAM)],
        [review("a"), Suspension(identifier(NOON_MS + 1), "a", suspended=False)],
    ],
)
def test_what_was_done_one_after_the_other_is_two(apart: list[Entry]) -> None:
    assert [len(action.entries) for action in actions(apart)] == [1, 1]


def test_a_card_is_told_by_its_name_of_today() -> None:
    log: list[Entry] = [review("old"), Move(identifier(NOON_MS + 100), "old", "new")]
    assert [action.cards for action in actions(log)] == [("old",), ("new",)]


def test_what_anki_told_a_second_time_is_nothing_that_was_done() -> None:
    here, there = review("a"), review("a", ms=1, origin=Origin.ANKI)
    told = retold([(r.id, r.card, r.origin) for r in (here, there)], {})
    [action] = actions([here, there, *told])
    assert action.entries == (here,)


@given(logs())
def test_the_latest_comes_first(log: list[Entry]) -> None:
    told = [action.entries[0].id for action in actions(log)]
    assert told == sorted(told, reverse=True)
    assert [action.at_ms for action in actions(log)] == [instant_ms(each) for each in told]


def test_the_later_part_of_what_was_done_at_one_go_comes_first_where_it_was_taken_back_alone() -> (
    None
):
    one, other = (
        Suspension(identifier(NOON_MS, number), "a", suspended=False) for number in (1, 2)
    )
    told = actions([one, other, undo(other)])
    assert [action.entries for action in told] == [(other,), (one,)]


def test_what_was_done_at_one_go_and_taken_back_one_by_one_is_brought_back_one_by_one() -> None:
    done: list[Entry] = [
        Suspension(identifier(number=n), card, suspended=True) for n, card in enumerate("abc")
    ]
    gone = [
        Retraction(identifier(LATER_MS + 500 * n, n), entry.id) for n, entry in enumerate(done[:2])
    ]
    second = next(each for each in actions([*done, *gone]) if each.cards == ("b",))
    redone: list[Entry] = [*done, *gone, *bringing_back(second, LATER_MS + DAY_MS, RNG)]
    assert standing(redone) == done[1:]


def test_an_answer_alone_is_an_action() -> None:
    [action] = actions([review("a")])
    assert isinstance(action.entries[0], Review)
    assert not action.is_taken_back
