"""The fold is a function of the set of entries, and of nothing else."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.entries import Burial, Entry, Move, Origin, Retraction, Suspension
from ipt_cards.progress.fold import current_names, fold, standing
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import NEW, CardState
from ipt_cards.scheduling.sm2 import review as sm2_review
from tests.progress.making import FIRST_DAY, identifier, logs, review, undo
from tests.progress.model import meaning


@given(logs())
def test_the_fold_is_what_the_log_means(entries: list[Entry]) -> None:
    assert fold(entries) == meaning(entries)


@given(logs(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_makes_no_difference(
    entries: list[Entry], order: random.Random
) -> None:
    shuffled = entries.copy()
    order.shuffle(shuffled)
    assert fold(shuffled) == fold(entries)


@given(logs(), st.data())
def test_undo_then_redo_is_the_identity(entries: list[Entry], data: st.DataObject) -> None:
    undone = review("a") if not entries else data.draw(st.sampled_from(entries))
    log = entries or [undone]
    taken_back = undo(undone)
    redone = undo(taken_back)
    assert fold([*log, taken_back, redone]) == fold(log)


@given(logs(), st.data())
def test_an_undone_entry_might_as_well_not_be_there(
    entries: list[Entry], data: st.DataObject
) -> None:
    log = [entry for entry in entries if not isinstance(entry, Retraction)] or [review("a")]
    undone = data.draw(st.sampled_from(log))
    without = [entry for entry in log if entry != undone]
    assert fold([*log, undo(undone)]) == fold(without)


@given(logs())
def test_cramming_leaves_the_schedule_as_it_is(entries: list[Entry]) -> None:
    crammed = review("a", Grade.AGAIN, day=20, origin=Origin.CRAM, number=1000)
    assert fold([*entries, crammed]) == fold(entries)


def test_each_answer_counts_for_the_learners_day_it_was_given_on() -> None:
    hour = 3_600_000
    late = review("a", Grade.AGAIN, ms=14 * hour - 1)  # 03:59:59.999 the next morning in Berlin
    early = review("a", Grade.GOOD, ms=15 * hour)
    state = fold([late, early])["a"].state
    assert (state.repetitions, state.reviewed) == (1, FIRST_DAY + 1)


def test_of_two_suspensions_the_later_holds() -> None:
    entries: list[Entry] = [Suspension(identifier(number=1), "a", suspended=True)]
    assert fold(entries)["a"].suspended
    entries.append(Suspension(identifier(number=2), "a", suspended=False))
    assert fold(entries) == {}


def test_of_two_burials_the_longer_holds() -> None:
    longer = Burial(identifier(number=1), "a", Day(FIRST_DAY + 9))
    shorter = Burial(identifier(number=2), "a", Day(FIRST_DAY + 1))
    known = fold([longer, shorter])["a"]
    assert known == UNSEEN._replace(buried_until=Day(FIRST_DAY + 9))
    assert known.rests_on(Day(FIRST_DAY + 8))
    assert not known.rests_on(Day(FIRST_DAY + 9))


def test_history_follows_a_card_that_is_renamed() -> None:
    answers = [review("old", day=0), review("old", day=1), review("new", day=7)]
    moved: list[Entry] = [*answers, Move(identifier(), "old", "new")]
    assert fold(moved) == fold(
        [review("new", day=day) for day in (0, 1, 7)],
    )


def test_what_another_machine_adds_under_the_old_name_follows_too() -> None:
    moved: list[Entry] = [Move(identifier(), "old", "new"), review("old", day=1)]
    assert fold(moved).keys() == {"new"}


def moves(*pairs: tuple[str, str]) -> list[Move]:
    return [Move(identifier(number=number), *pair) for number, pair in enumerate(pairs)]


def test_a_chain_of_names_leads_to_its_end() -> None:
    assert current_names(moves(("a", "b"), ("b", "c"))) == {"a": "c", "b": "c"}


def test_a_card_renamed_and_renamed_back_is_where_it_was() -> None:
    assert current_names(moves(("a", "b"), ("b", "a"))) == {"a": "a", "b": "a"}


def test_two_cards_can_change_places_by_way_of_a_third() -> None:
    names = current_names(moves(("a", "x"), ("b", "a"), ("x", "b")))
    assert (names["a"], names["b"]) == ("b", "a")


def test_an_undone_rename_leaves_the_history_where_it_was() -> None:
    move = Move(identifier(number=1), "old", "new")
    assert fold([review("old"), move, undo(move)]).keys() == {"old"}


def test_a_retraction_of_something_later_has_no_effect() -> None:
    answer = review("a", day=3)
    assert standing([answer, Retraction(identifier(), answer.id)]) == [answer]


def test_a_retraction_of_itself_has_no_effect() -> None:
    answer = review("a")
    assert standing([answer, Retraction(answer.id, answer.id)]) == [answer]


def test_retractions_of_each_other_take_nothing_back_but_the_earlier() -> None:
    first, second = identifier(number=1), identifier(number=2)
    circle = [Retraction(first, second), Retraction(second, first)]
    assert standing([*circle, review("a")]) == [review("a")]


def test_another_scheduler_replays_the_same_log() -> None:
    def daily(state: CardState, grade: Grade, day: Day) -> CardState:
        return sm2_review(state, grade, day)._replace(interval=1, due=Day(day + 1))

    entries = [review("a", day=day) for day in (0, 1, 7)]
    assert fold(entries)["a"].state.interval == 15
    assert fold(entries, daily)["a"].state.interval == 1


def test_a_log_without_entries_leaves_every_card_new() -> None:
    assert fold([]) == {}
    assert UNSEEN.state == NEW
