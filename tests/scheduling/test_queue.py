"""What comes next today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.leech import becomes_leech
from ipt_cards.scheduling.queue import (
    DRILL_SPACING,
    Limits,
    due_today,
    least_known_first,
)
from ipt_cards.scheduling.siblings import FEW_DAYS, PATIENCE, note_of
from ipt_cards.scheduling.sm2 import NEW, review
from tests.scheduling.histories import FIRST_DAY

TODAY = Day(FIRST_DAY + 100)
EVERYTHING = Limits(new=1000, reviews=1000, siblings_together=True)


def after(*answers: tuple[Grade, Day]) -> CardProgress:
    state = NEW
    for grade, day in answers:
        state = review(state, grade, day)
    return UNSEEN._replace(state=state, introduced=answers[0][1])


def answered_today(grade: Grade = Grade.GOOD) -> CardProgress:
    return after((grade, TODAY))


def due_since(days: int, interval: int = 1) -> CardProgress:
    """A card whose interval ended so many days ago, passed on its first day."""
    known = after((Grade.GOOD, Day(TODAY - days - interval)))
    return known._replace(state=known.state._replace(interval=interval, due=Day(TODAY - days)))


keys = st.builds(
    "{}/{}".format,
    st.integers(min_value=0, max_value=12).map("note-{}".format),
    st.sampled_from(["forward", "reverse", "c1"]),
)
histories = st.lists(
    st.tuples(st.sampled_from(Grade), st.integers(min_value=60, max_value=100)),
    min_size=1,
    max_size=6,
).map(lambda given: after(*((g, Day(FIRST_DAY + d)) for g, d in sorted(given, key=lambda a: a[1]))))
progresses = st.builds(
    lambda known, suspended, buried: known._replace(
        suspended=suspended, buried_until=Day(TODAY + buried)
    ),
    st.just(UNSEEN) | histories,
    st.sampled_from([False, False, False, True]),
    st.sampled_from([-1, 0, 0, 0, 1]),
)
collections = st.dictionaries(keys, progresses, max_size=30)
asked = st.lists(keys, unique=True, max_size=25)
limits = st.builds(
    Limits,
    new=st.integers(min_value=0, max_value=8),
    reviews=st.integers(min_value=0, max_value=8),
    siblings_together=st.booleans(),
)


@given(asked, collections)
def test_every_card_that_is_due_drilling_or_new_stands_there_exactly_once(
    cards: list[str], progress: dict[str, CardProgress]
) -> None:
    queue = due_today(cards, progress, TODAY, EVERYTHING)
    wanted = {
        card
        for card in cards
        if not (known := progress.get(card, UNSEEN)).rests_on(TODAY)
        and (known.state.is_new or known.state.drills_on(TODAY) or known.state.due <= TODAY)
    }
    assert sorted(queue.order) == sorted(wanted)


@given(asked, collections, limits, st.lists(keys, max_size=10))
def test_the_order_holds_what_the_kinds_hold(
    cards: list[str], progress: dict[str, CardProgress], limited: Limits, answered: list[str]
) -> None:
    queue = due_today(cards, progress, TODAY, limited, answered)
    assert sorted(queue.order) == sorted(queue.drills + queue.reviews + queue.new)
    assert len(set(queue.order)) == len(queue.order)
    assert set(queue.order) <= set(cards)


@given(asked, collections, limits)
def test_no_suspended_or_buried_card_comes(
    cards: list[str], progress: dict[str, CardProgress], limited: Limits
) -> None:
    queue = due_today(cards, progress, TODAY, limited)
    shown = [progress.get(card, UNSEEN) for card in queue.order]
    assert not any(known.suspended or known.buried_until > TODAY for known in shown)


@given(asked, collections, limits)
def test_the_days_limits_hold_with_what_was_done_already(
    cards: list[str], progress: dict[str, CardProgress], limited: Limits
) -> None:
    queue = due_today(cards, progress, TODAY, limited)
    new_done = sum(known.introduced == TODAY for known in progress.values())
    reviewed = sum(known.state.reviewed == TODAY for known in progress.values())
    assert len(queue.new) <= max(0, limited.new - new_done)
    assert len(queue.reviews) <= max(0, limited.reviews - (reviewed - new_done))


@given(asked, collections, st.integers(0, 8), st.integers(0, 8))
def test_siblings_that_can_wait_leave_each_other_the_day(
    cards: list[str], progress: dict[str, CardProgress], new: int, reviews: int
) -> None:
    queue = due_today(cards, progress, TODAY, Limits(new, reviews))
    there = {note_of(card) for card, known in progress.items() if known.state.reviewed == TODAY}
    for card in queue.reviews:
        state = progress[card].state
        assert note_of(card) not in there or PATIENCE * (TODAY + 1 - state.due) > state.interval
        there.add(note_of(card))
    for card in queue.new:
        begun = [k.introduced for c, k in progress.items() if note_of(c) == note_of(card)]
        assert note_of(card) not in there or max(begun) <= TODAY - FEW_DAYS
    assert len(set(map(note_of, queue.new))) == len(queue.new)


@given(asked, collections)
def test_every_note_with_a_due_card_gets_one_unless_it_was_seen(
    cards: list[str], progress: dict[str, CardProgress]
) -> None:
    together = due_today(cards, progress, TODAY, EVERYTHING)
    apart = due_today(cards, progress, TODAY, Limits(1000, 1000))
    seen = {note_of(card) for card, known in progress.items() if known.state.reviewed == TODAY}
    notes = {note_of(card) for card in together.reviews + together.new}
    assert notes - seen <= {note_of(card) for card in apart.reviews + apart.new} <= notes


@given(asked, collections, limits)
def test_reviews_come_by_overdueness_relative_to_the_interval(
    cards: list[str], progress: dict[str, CardProgress], limited: Limits
) -> None:
    queue = due_today(cards, progress, TODAY, limited)
    states = [progress[card].state for card in queue.reviews]
    overdueness = [(TODAY - state.due) / state.interval for state in states]
    assert overdueness == sorted(overdueness, reverse=True)
    assert [card for card in queue.order if card in queue.reviews] == list(queue.reviews)


@given(asked, collections, limits)
def test_new_cards_come_in_learning_order(
    cards: list[str], progress: dict[str, CardProgress], limited: Limits
) -> None:
    queue = due_today(cards, progress, TODAY, limited)
    assert list(queue.new) == [card for card in cards if card in queue.new]
    assert [card for card in queue.order if card in queue.new] == list(queue.new)


def test_three_days_late_is_worse_for_a_short_interval_than_for_a_long_one() -> None:
    progress = {"long": due_since(3, interval=30), "short": due_since(2, interval=1)}
    assert due_today(["long", "short"], progress, TODAY).order == ("short", "long")


def test_a_due_card_goes_before_a_new_sibling() -> None:
    progress = {"note/reverse": due_since(0)}
    queue = due_today(["note/forward", "note/reverse"], progress, TODAY)
    assert queue.order == ("note/reverse",)


def test_a_due_card_beyond_the_limit_does_not_make_way_for_a_new_sibling() -> None:
    progress = {"note/reverse": due_since(0)}
    queue = due_today(["note/forward", "note/reverse"], progress, TODAY, Limits(reviews=0))
    assert queue.order == ()


def test_siblings_come_together_when_asked() -> None:
    queue = due_today(["a/c1", "a/c2"], {}, TODAY, Limits(siblings_together=True))
    assert queue.order == ("a/c1", "a/c2")


def test_new_cards_are_spread_evenly_among_the_reviews() -> None:
    progress = {f"old-{n}": due_since(0) for n in range(6)}
    cards = [*progress, "new-1", "new-2", "new-3"]
    order = due_today(cards, progress, TODAY).order
    assert " ".join(card[:3] for card in order) == "old new old old new old old new old"


@given(st.integers(0, 12), st.integers(0, 12))
def test_answering_a_card_does_not_change_the_order_of_the_others(reviews: int, new: int) -> None:
    progress = {f"old-{n}": due_since(0) for n in range(reviews)}
    cards = [*progress, *(f"new-{n}" for n in range(new))]
    expected = due_today(cards, progress, TODAY).order
    shown = []
    while queue := due_today(cards, progress, TODAY).order:
        shown.append(queue[0])
        known = progress.get(queue[0])
        progress[queue[0]] = (
            answered_today()
            if known is None
            else known._replace(state=review(known.state, Grade.GOOD, TODAY))
        )
    assert tuple(shown) == expected


def test_a_drill_waits_for_other_cards_to_come_between() -> None:
    progress = {"failed": answered_today(Grade.AGAIN)}
    others = [f"new-{n}" for n in range(10)]
    order = due_today(["failed", *others], progress, TODAY, answered=["failed"]).order
    assert order.index("failed") == DRILL_SPACING


def test_a_drill_that_has_waited_comes_first() -> None:
    progress = {"failed": answered_today(Grade.HARD)}
    answered = ["failed", *(f"seen-{n}" for n in range(DRILL_SPACING))]
    assert due_today(["new", "failed"], progress, TODAY, answered=answered).order[0] == "failed"


def test_a_drill_left_by_a_session_that_ended_comes_first() -> None:
    progress = {"failed": answered_today(Grade.AGAIN)}
    assert due_today(["new", "failed"], progress, TODAY).order == ("failed", "new")


def test_a_drill_comes_at_once_when_nothing_else_is_left() -> None:
    progress = {"failed": answered_today(Grade.AGAIN)}
    assert due_today(["failed"], progress, TODAY, answered=["failed"]).order == ("failed",)


def test_among_drills_the_one_answered_longest_ago_comes_first() -> None:
    progress = {"a": answered_today(Grade.AGAIN), "b": answered_today(Grade.AGAIN)}
    assert due_today(["a", "b"], progress, TODAY, answered=["b", "a"]).order == ("b", "a")


def test_drills_are_let_in_beyond_the_limits() -> None:
    progress = {"failed": answered_today(Grade.AGAIN)}
    assert due_today(["failed"], progress, TODAY, Limits(0, 0)).order == ("failed",)


def test_yesterdays_drills_are_reviews_today() -> None:
    progress = {"failed": after((Grade.AGAIN, Day(TODAY - 1)))}
    queue = due_today(["failed"], progress, TODAY)
    assert (queue.drills, queue.reviews) == ((), ("failed",))


def test_what_was_done_of_another_deck_counts_too() -> None:
    progress = {"other-deck": answered_today()}
    assert due_today(["a", "b"], progress, TODAY, Limits(new=1)).order == ()


def test_reviews_done_today_count_for_the_limit() -> None:
    done = due_since(0)
    progress = {
        "done": done._replace(state=review(done.state, Grade.GOOD, TODAY)),
        **{f"due-{number}": due_since(0) for number in range(3)},
    }
    queue = due_today(list(progress), progress, TODAY, Limits(reviews=2))
    assert queue.reviews == ("due-0",)


def test_of_two_cards_of_one_interval_the_later_one_comes_first() -> None:
    progress = {"late": due_since(1, interval=9), "later": due_since(5, interval=9)}
    assert due_today(["late", "later"], progress, TODAY).order == ("later", "late")


@pytest.mark.parametrize(
    ("reviews", "new", "order"), [(1, 1, "on"), (2, 2, "onon"), (2, 3, "nonon"), (3, 1, "oono")]
)
def test_new_cards_stand_in_the_middle_of_their_shares_and_after_a_review_at_the_same_place(
    reviews: int, new: int, order: str
) -> None:
    progress = {f"old-{n}": due_since(0) for n in range(reviews)}
    cards = [*progress, *(f"new-{n}" for n in range(new))]
    assert "".join(card[0] for card in due_today(cards, progress, TODAY).order) == order


def test_each_drill_waits_for_as_many_cards_as_came_too_few_since_its_answer() -> None:
    progress = {"a": answered_today(Grade.AGAIN), "b": answered_today(Grade.AGAIN)}
    others = [f"new-{number}" for number in range(10)]
    order = due_today(["a", "b", *others], progress, TODAY, answered=["a", "x", "b"]).order
    assert (order.index("a"), order.index("b")) == (DRILL_SPACING - 2, DRILL_SPACING)


def test_a_card_answered_before_the_clock_was_set_back_waits() -> None:
    progress = {"a": after((Grade.GOOD, Day(TODAY + 5)))}
    assert due_today(["a"], progress, TODAY).order == ()


def test_a_buried_card_comes_back_on_the_day_it_was_buried_until() -> None:
    progress = {"a": due_since(0)._replace(buried_until=Day(TODAY + 1))}
    assert due_today(["a"], progress, TODAY).order == ()
    assert due_today(["a"], progress, Day(TODAY + 1)).order == ("a",)


@pytest.mark.parametrize(("new", "reviews"), [(-1, 0), (0, -1)])
def test_a_limit_below_zero_is_refused(new: int, reviews: int) -> None:
    with pytest.raises(ValueError, match=r"^a daily limit is 0 or more$"):
        Limits(new, reviews)


@pytest.mark.parametrize(
    ("lapses", "leech"), [(6, False), (7, True), (8, False), (10, False), (11, True), (15, True)]
)
def test_the_eighth_lapse_makes_a_leech_and_every_fourth_after_it(lapses: int, leech: bool) -> None:
    before = due_since(0).state._replace(lapses=lapses)
    assert becomes_leech(before, review(before, Grade.AGAIN, TODAY)) == leech
    assert not becomes_leech(before, review(before, Grade.GOOD, TODAY))


@given(asked, collections)
def test_cramming_shows_every_card_that_does_not_rest_once(
    cards: list[str], progress: dict[str, CardProgress]
) -> None:
    shown = least_known_first(cards, progress, TODAY)
    assert sorted(shown) == sorted(
        card for card in cards if not progress.get(card, UNSEEN).rests_on(TODAY)
    )


def test_cramming_begins_with_the_least_known() -> None:
    fresh = due_since(-5, interval=6)
    progress = {
        "fresh": fresh,
        "hard": fresh._replace(state=fresh.state._replace(ease=130)),
        "stale": due_since(1, interval=6),
        "failed": answered_today(Grade.AGAIN),
    }
    cards = ["fresh", "hard", "stale", "failed", "new"]
    assert least_known_first(cards, progress, TODAY) == (
        "new",
        "failed",
        "stale",
        "hard",
        "fresh",
    )


def test_cramming_begins_with_new_cards_however_long_ago_another_was_failed() -> None:
    progress = {"failed": after((Grade.AGAIN, Day(TODAY - 9)))}
    assert least_known_first(["failed", "new"], progress, TODAY) == ("new", "failed")


def test_cramming_takes_the_time_since_relative_to_the_interval() -> None:
    progress = {"long": due_since(-27, interval=30), "short": due_since(1, interval=1)}
    assert least_known_first(["long", "short"], progress, TODAY) == ("short", "long")


def test_cramming_keeps_the_learning_order_among_equals() -> None:
    assert least_known_first(["b", "a", "c"], {}, TODAY) == ("b", "a", "c")
