"""Siblings: cards of one note, each of which gives the others away.

One rule for the queue, plans, cramming and exams: siblings aren't asked on one day where there is
room for them on another, else far apart, and none is put off for ever.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Day

BETWEEN = 3
"""So many other questions come between siblings, as long as there are any."""

PATIENCE = 5
"""A review may be put off, day by day, by one part in so many of its interval."""

FEW_DAYS, MOST_DAYS = 3, 10
"""A new card waits so many days, since the last new one of its note, for a day of its own: the few
where a sibling is sure to take tomorrow, too, such as one that is failed day by day."""


def note_of(card: str) -> str:
    """The note a card key belongs to; cards of one note are siblings."""
    return card.partition("/")[0]


class Today(NamedTuple):
    """Reviews and new cards that stay on a day, in their order."""

    reviews: list[str]
    new: list[str]


def put_off(
    reviews: Sequence[str],
    new: Sequence[str],
    progress: Mapping[str, CardProgress],
    day: Day,
    answered: Iterable[str],
) -> Today:
    """What stays of a day's cards when those that can wait leave the day to a sibling.

    reviews: the most overdue first. new: in learning order. answered: cards reviewed that day.

    A review can wait as long as little is lost by it, a new card as long as a free day of its note
    may be near. No note has two new cards on one day.
    """
    taken = set(map(note_of, answered))
    kept_reviews = []
    for card in reviews:
        note = note_of(card)
        if note not in taken or not _can_wait(progress[card], day):
            taken.add(note)
            kept_reviews.append(card)
    if not new:
        return Today(kept_reviews, [])
    kept_new = []
    begun_now: set[str] = set()
    notes: Mapping[str, _Note] | None = None
    for card in new:
        note = note_of(card)
        if note in begun_now:
            continue
        if note in taken:
            if notes is None:
                notes = _notes(progress, day)
            waits = FEW_DAYS if notes[note].taken_tomorrow else MOST_DAYS
            if day - notes[note].last_begun < waits:
                continue
        begun_now.add(note)
        kept_new.append(card)
    return Today(kept_reviews, kept_new)


def apart(order: Sequence[str], asked: Sequence[str] = ()) -> Iterator[str]:
    """The cards, but with `BETWEEN` others between any two of one note, as long as there are any.

    order: cards as they were to come; one may be there more than once. It is changed no more than
        it takes: the first that may come comes, unless siblings would be left over in the end.
    asked: what came before, the latest last.
    """
    if len(set(map(note_of, order))) == len(order) and not asked:
        return iter(order)
    return _apart(order, asked)


def _apart(order: Sequence[str], asked: Sequence[str]) -> Iterator[str]:
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for place, card in enumerate(order):
        places[note_of(card)].append(place)
    recent = deque(map(note_of, asked[-BETWEEN:]), maxlen=BETWEEN)
    # Notes by how many cards they have left, and by the place of their next one, both lazily.
    many = [(-len(own), own[0], note) for note, own in places.items() if len(own) > 1]
    free = [(own[0], note) for note, own in places.items() if note not in recent]
    heapify(many)
    heapify(free)
    for left in range(len(order), 0, -1):
        while many and -many[0][0] != len(places[many[0][2]]):
            heappop(many)
        if many and (-many[0][0] - 1) * (BETWEEN + 1) + 1 >= left and many[0][2] not in recent:
            note = many[0][2]
        elif free:
            note = free[0][1]
        else:
            # Nothing but siblings of the last few is left: the one that was asked longest ago.
            note = next(each for each in recent if places[each])
        own = places[note]
        yield order[own.popleft()]
        if len(own) > 1:
            heappush(many, (-len(own), own[0], note))
        expired = recent[0] if len(recent) == BETWEEN else ""
        recent.append(note)
        if expired and expired not in recent and places[expired]:
            heappush(free, (places[expired][0], expired))
        while free and (
            free[0][1] in recent or not places[free[0][1]] or places[free[0][1]][0] != free[0][0]
        ):
            heappop(free)


def _can_wait(known: CardProgress, day: Day) -> bool:
    state = known.state
    return PATIENCE * (day + 1 - state.due) <= state.interval


class _Note(NamedTuple):
    last_begun: int
    taken_tomorrow: bool


def _notes(progress: Mapping[str, CardProgress], day: Day) -> Mapping[str, _Note]:
    notes: dict[str, _Note] = {}
    for card, known in progress.items():
        state, note = known.state, note_of(card)
        failing = state.due <= day and state.repetitions == 0 and not state.is_new
        taken = (failing or state.due == day + 1) and not known.rests_on(Day(day + 1))
        before = notes.get(note, _Note(0, taken_tomorrow=False))
        notes[note] = _Note(
            max(before.last_begun, known.introduced), before.taken_tomorrow or taken
        )
    return notes
