"""Entries to test with."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from ipt_cards.progress.entries import Burial, Entry, Move, Origin, Retraction, Review, Suspension
from ipt_cards.progress.entry_id import entry_id, instant_ms
from ipt_cards.scheduling.day import DAY_MS, Calendar, Day
from ipt_cards.scheduling.grade import Grade

BERLIN = Calendar(ZoneInfo("Europe/Berlin"))
AUCKLAND = Calendar(ZoneInfo("Pacific/Auckland"))

NOON_MS = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp() * 1000)
"""Noon of the first day of every test, four weeks before the clocks change."""

FIRST_DAY = BERLIN.day(NOON_MS)


def identifier(at_ms: int = NOON_MS, number: int = 0) -> str:
    return entry_id(at_ms, number.to_bytes(10, "big"))


def review(
    card: str = "a",
    grade: Grade = Grade.GOOD,
    day: int = 0,
    *,
    ms: int = 0,
    origin: Origin = Origin.QUIZ,
    number: int = 0,
) -> Review:
    at_ms = NOON_MS + day * DAY_MS + ms
    return Review(identifier(at_ms, number), card, grade, 5000, origin, BERLIN.day(at_ms))


def undo(entry: Entry) -> Retraction:
    return Retraction(entry_id(0, bytes(10), after=entry.id), entry.id)


cards = st.sampled_from(["a", "b", "a/c1", "renamed"])
origins = st.sampled_from([Origin.QUIZ, Origin.QUIZ, Origin.EXAM, Origin.CRAM])
"""Of answers given here: Anki's, of which a merge takes some back, have a test of their own."""
instants = st.integers(min_value=0, max_value=40 * 24 * 4).map(
    lambda quarters: NOON_MS + quarters * 900_000
)


@st.composite
def logs(draw: st.DrawFn, max_size: int = 20) -> list[Entry]:
    """Logs as merges make them: ids unique, instants close, retractions of anything."""
    ids = [
        identifier(at_ms, number)
        for number, at_ms in enumerate(draw(st.lists(instants, max_size=max_size)))
    ]
    return [draw(_entries(identifier, ids)) for identifier in ids]


@st.composite
def contested_logs(draw: st.DrawFn) -> list[Entry]:
    """Logs that tell different things under the same few ids, as no learner's do."""
    ids = [identifier(NOON_MS + number * DAY_MS) for number in range(4)]
    return [draw(_entries(identifier, ids)) for identifier in draw(st.lists(st.sampled_from(ids)))]


def _entries(identifier: str, ids: list[str]) -> st.SearchStrategy[Entry]:
    this = st.just(identifier)
    elsewhere = st.just("00000000-0001-7000-8000-000000000000")
    # Not only the days of one zone: a learner who travels may even come back to yesterday.
    days = st.sampled_from([0, 0, 0, -1, 1]).map(
        lambda more: Day(BERLIN.day(instant_ms(identifier)) + more)
    )
    graded = st.builds(
        Review, this, cards, st.sampled_from(Grade), st.integers(0, 60_000), origins, days
    )
    return st.one_of(
        graded,
        graded,
        graded,
        st.builds(Retraction, this, st.sampled_from(ids) | elsewhere),
        st.builds(Suspension, this, cards, st.booleans()),
        st.builds(Burial, this, cards, st.integers(0, 50).map(lambda days: Day(FIRST_DAY + days))),
        st.tuples(cards, cards)
        .filter(lambda move: move[0] != move[1])
        .map(lambda move: Move(identifier, *move)),
    )
