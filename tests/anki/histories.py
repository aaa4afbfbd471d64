"""A learner's history with the small deck, up to the present that Anki's clock shows."""

import time
from datetime import tzinfo

from hypothesis import strategies as st
from tzlocal import get_localzone

from ipt_cards.progress.entries import Burial, Entry, Origin, Review, Suspension
from ipt_cards.scheduling.day import DAY_MS, Calendar, Day
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import KEYS
from tests.progress.making import identifier, undo

MINUTE_MS = 60_000


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def local_zone() -> tzinfo:
    """The zone that Anki counts its days in."""
    return get_localzone()


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Entries of the last year, never two of a card at once."""
    now = now_ms()
    ages = draw(st.lists(st.integers(1, 365 * 24 * 60) | st.integers(1, 3000), unique=True))
    entries: list[Entry] = []
    for number, age in enumerate(sorted(ages, reverse=True)):
        at = identifier(now - age * MINUTE_MS, number)
        card = draw(st.sampled_from(KEYS))
        graded = st.builds(
            Review,
            st.just(at),
            st.just(card),
            st.sampled_from(Grade),
            st.integers(0, 2**34),
            st.sampled_from([Origin.QUIZ, Origin.QUIZ, Origin.EXAM, Origin.ANKI, Origin.CRAM]),
        )
        resting = st.builds(Suspension, st.just(at), st.just(card), st.booleans()) | st.builds(
            Burial, st.just(at), st.just(card), st.just(Day(tomorrow(now)))
        )
        entry = draw(st.one_of(graded, graded, graded, resting))
        entries.append(entry)
        if draw(st.integers(0, 7)) == 0:
            entries.append(undo(entry))
    return entries


def tomorrow(now: int) -> int:
    return Calendar(local_zone()).day(now + DAY_MS)
