"""Histories to compute statistics on: reviews told by day and hour, in UTC."""

from collections.abc import Iterable
from datetime import UTC, date

from hypothesis import strategies as st

from ipt_cards.progress.answer_fold import told as as_told
from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.entry_id import entry_id, instant_ms
from ipt_cards.progress.statistics.answers import Answer, answers_of
from ipt_cards.progress.statistics.tally import Tally
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Calendar, Day, day_of
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler

CALENDAR = Calendar(UTC)
START = day_of(date(2026, 3, 2))
"""A Monday."""

NOON_MS = 8 * 3_600_000
"""After the day's start, which is at 04:00."""

Told = tuple[int, str, Grade] | tuple[int, str, Grade, Origin]


def reviews_of(told: Iterable[Told]) -> list[Review]:
    """Reviews in order, each (days after START, card, grade[, origin]), one a second from noon."""
    made: list[Review] = []
    for number, (offset, card, grade, *origin) in enumerate(told):
        at_ms = CALENDAR.start_ms(Day(START + offset)) + NOON_MS + number * 1000
        after = made[-1].id if made else None
        identifier = entry_id(at_ms, number.to_bytes(10, "big"), after)
        day = CALENDAR.day(instant_ms(identifier))
        made.append(
            Review(identifier, card, grade, 5000, origin[0] if origin else Origin.QUIZ, day)
        )
    return made


def history(*told: Told) -> list[Answer]:
    return answers_of(reviews_of(told))


def tally_of(reviews: Iterable[Review], scheduler: Scheduler = sm2.review) -> Tally:
    tally = Tally(scheduler)
    tally.take(map(as_told, reviews))
    return tally


def tally(*told: Told) -> Tally:
    return tally_of(reviews_of(told))


@st.composite
def any_reviews(draw: st.DrawFn) -> list[Review]:
    told = draw(
        st.lists(
            st.tuples(
                st.integers(0, 40),
                st.sampled_from(["a/c1", "a/c2", "b", "c/forward"]),
                st.sampled_from(Grade),
                st.sampled_from(Origin),
            ),
            max_size=40,
        )
    )
    return reviews_of(sorted(told, key=lambda each: each[0]))
