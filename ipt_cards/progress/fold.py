"""The fold: from the log's entries to every card's progress.

Pure, and a function of the set of entries alone: however they were batched, merged or shuffled,
they are folded in the order of their ids.
"""

from collections.abc import Iterable
from operator import attrgetter

from ipt_cards.progress.entries import Burial, Entry, Move, Origin, Retraction, Review, Suspension
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import GRADES
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.scheduling.sm2 import NEW, CardState

FOLD_VERSION = 3
"""To be raised whenever the same entries fold to something else, so that caches are made anew."""

ReviewRow = tuple[str, int, Day]
"""A review that counts, as the database gives it: card, grade, day. A long log makes millions."""


def fold(entries: Iterable[Entry], scheduler: Scheduler = sm2.review) -> dict[str, CardProgress]:
    """The progress of every card that has any, from all entries in any order, each given once.

    Every review has its day, as in a log.
    """
    ordered = standing(entries)
    names = current_names(e for e in ordered if isinstance(e, Move))
    return progress_of(
        (
            (names.get(e.card, e.card), e.grade, e.day)
            for e in ordered
            if isinstance(e, Review) and e.origin != Origin.CRAM
        ),
        ((names.get(e.card, e.card), e) for e in ordered if isinstance(e, Suspension | Burial)),
        scheduler,
    )


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that were not taken back, retractions left out, in the order of their ids."""
    ordered = sorted(entries, key=attrgetter("id"))
    gone = taken_back((e.id, e.target) for e in ordered if isinstance(e, Retraction))
    return [e for e in ordered if not isinstance(e, Retraction) and e.id not in gone]


def taken_back(retractions: Iterable[tuple[str, str]]) -> set[str]:
    """The ids of the entries that are taken back, by retractions given as (id, target).

    A retraction that is itself taken back has no effect, nor has one whose id isn't above its
    target's.
    """
    gone: set[str] = set()
    # Whatever takes a retraction back has the greater id, so it has been seen before it.
    for identifier, target in sorted(retractions, reverse=True):
        if target < identifier and identifier not in gone:
            gone.add(target)
    return gone


def current_names(moves: Iterable[Move]) -> dict[str, str]:
    """What each card that ever moved is called now, from the moves in the order of their ids.

    Each move takes along all that is at its card by then. So a chain leads to its end, a card that
    was renamed and renamed back is where it was, and two can change places by way of a third.
    """
    names: dict[str, str] = {}
    moved_to: dict[str, set[str]] = {}
    for move in moves:
        along = moved_to.pop(move.card, set())
        if move.card not in names:
            along.add(move.card)
        names.update(dict.fromkeys(along, move.to))
        moved_to.setdefault(move.to, set()).update(along)
    return names


def progress_of(
    reviews: Iterable[ReviewRow],
    rests: Iterable[tuple[str, Suspension | Burial]],
    scheduler: Scheduler,
) -> dict[str, CardProgress]:
    """The progress of the cards in what stands: no retractions left, cards by their current names.

    reviews: those that count for the schedule, in the order of their ids.
    rests: the card's name and the entry, in the order of their ids.
    """
    states, introduced = _states_of(reviews, scheduler)
    progress = {
        card: CardProgress(state, introduced[card], suspended=False, buried_until=Day(0))
        for card, state in states.items()
    }
    for card, rest in rests:
        known = progress.get(card, UNSEEN)
        if isinstance(rest, Suspension):
            progress[card] = known._replace(suspended=rest.suspended)
        else:
            progress[card] = known._replace(buried_until=max(known.buried_until, rest.until))
    return {card: known for card, known in progress.items() if known != UNSEEN}


def _states_of(
    reviews: Iterable[ReviewRow], scheduler: Scheduler
) -> tuple[dict[str, CardState], dict[str, Day]]:
    states: dict[str, CardState] = {}
    introduced: dict[str, Day] = {}
    for card, grade, day in reviews:
        state = states.get(card)
        if state is None:
            state = NEW
            introduced[card] = day
        states[card] = scheduler(state, GRADES[grade], day)
    return states, introduced
