import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.statistics.card_states import (
    MATURITIES,
    State,
    maturity,
    next_day,
    states_of,
)
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.leech import LEECH_LAPSES
from ipt_cards.scheduling.queue import Limits, due_today
from ipt_cards.scheduling.sm2 import NEW, CardState, review

TODAY = Day(740_000)


def seen(**fields: int) -> CardState:
    passed_yesterday = NEW._replace(
        repetitions=3, interval=10, due=Day(TODAY + 9), reviewed=Day(TODAY - 1)
    )
    return passed_yesterday._replace(**fields)  # type: ignore[arg-type] # Day is an int


@st.composite
def any_progress(draw: st.DrawFn) -> CardProgress:
    state, day = NEW, TODAY - 60
    for gap, grade in draw(
        st.lists(st.tuples(st.integers(0, 25), st.sampled_from(Grade)), max_size=8)
    ):
        day = Day(min(day + gap, TODAY))
        state = review(state, grade, day)
    return CardProgress(
        state=state,
        introduced=Day(0) if state.is_new else Day(TODAY - 60),
        suspended=draw(st.booleans()),
        buried_until=Day(draw(st.sampled_from([0, TODAY - 1, TODAY, TODAY + 1]))),
    )


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (NEW, State.NEW),
        (seen(repetitions=0, interval=1), State.LEARNING),
        (seen(repetitions=1, interval=1), State.YOUNG),
        (seen(interval=20), State.YOUNG),
        (seen(interval=21), State.MATURE),
    ],
)
def test_maturity_follows_from_the_last_review_and_the_interval(
    state: CardState, expected: State
) -> None:
    assert maturity(state) is expected


def test_marks_stand_after_the_maturity() -> None:
    leech = CardProgress(
        seen(lapses=LEECH_LAPSES, reviewed=TODAY, drilling=True), TODAY, True, Day(TODAY + 1)
    )
    assert states_of(leech, TODAY) == ("young", "drill", "buried", "suspended", "leech")


def test_a_card_is_no_longer_buried_on_the_day_it_comes_back() -> None:
    buried = UNSEEN._replace(buried_until=Day(TODAY + 1))
    assert states_of(buried, TODAY) == (State.NEW, State.BURIED)
    assert states_of(buried, Day(TODAY + 1)) == (State.NEW,)


@given(any_progress())
def test_a_card_has_exactly_one_maturity(known: CardProgress) -> None:
    assert [state for state in states_of(known, TODAY) if state in MATURITIES] == [
        maturity(known.state)
    ]


@given(any_progress())
def test_the_next_day_is_today_exactly_when_the_queue_asks_the_card_today(
    known: CardProgress,
) -> None:
    queue = due_today(["a"], {"a": known}, TODAY, Limits(new=0))
    assert (next_day(known, TODAY) == TODAY) == (queue.order == ("a",))


@given(any_progress())
def test_the_queue_asks_the_card_on_its_next_day_and_on_none_before(known: CardProgress) -> None:
    coming = next_day(known, TODAY)
    asked = (
        day
        for day in range(TODAY, TODAY + 200)
        if due_today(["a"], {"a": known}, Day(day), Limits(new=0)).order
    )
    first = next(asked, None)
    assert first == (coming if coming is None or coming < TODAY + 200 else None)
