"""What comes next today: drills, reviews and new cards, in that order of importance.

The queue is computed afresh from the cards' progress after each answer, so it is right after an
undo, an edited deck or an answer given in another window.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.prerequisites import NOTHING, After, let_in
from ipt_cards.scheduling.siblings import put_off
from ipt_cards.scheduling.sm2 import CardState

DRILL_SPACING = 5
"""Answers to other cards that a drill waits for, where there are as many."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most new cards and reviews a day. Drills have no limit, they were let in already.

    siblings_together: whether cards of one note may come on the same day, also where they could
        wait for another.
    """

    new: int = 20
    reviews: int = 200
    siblings_together: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for a limit below 0."""
        if min(self.new, self.reviews) < 0:
            raise ValueError("a daily limit is 0 or more")


DEFAULT_LIMITS = Limits()


class Queue(NamedTuple):
    """What is left today, by kind and in the order to be shown. Each card stands there once."""

    drills: tuple[str, ...]
    reviews: tuple[str, ...]
    new: tuple[str, ...]
    order: tuple[str, ...]


def due_today(  # noqa: PLR0913, PLR0917 - what a queue is made of
    cards: Sequence[str],
    progress: Mapping[str, CardProgress],
    day: Day,
    limits: Limits = DEFAULT_LIMITS,
    answered: Sequence[str] = (),
    after: After = NOTHING,
) -> Queue:
    """The queue for the rest of a day.

    cards: the keys asked for, in learning order, each once; new cards come in this order.
    progress: every card with history, also those not asked for: what they took of today's limits
        is gone, and their siblings wait.
    limits: for the whole day; what was already done today counts.
    answered: the keys answered today, the latest last, from which drills take their distance.
    after: what notes come after: a new card isn't let in before all that it waits for.

    Drills come first, as soon as `DRILL_SPACING` other answers lie between, or at once when
    nothing else is left. Then come reviews, the most overdue relative to its interval first, with
    the new cards spread evenly among all of the day's reviews, done and to be done.
    """
    place = {card: position for position, card in enumerate(cards)}
    drills: list[str] = []
    due: list[str] = []
    new: list[str] = []
    for card in place:
        # Most cards of a large deck are none of the three: that is found out first, without a call.
        known = progress.get(card, UNSEEN)
        state = known.state
        if state.reviewed == 0:
            kind = new
        elif state.due <= day:
            kind = due
        elif state.drilling and state.reviewed == day:
            kind = drills
        else:
            continue  # also a card answered on a later day, before the clock was set back
        if not known.rests_on(day):
            kind.append(card)
    # Equals stay as they are, in learning order.
    due.sort(key=lambda card: -_overdueness(progress[card].state, day))

    seen_today = [card for card, known in progress.items() if known.state.reviewed == day]
    if not limits.siblings_together:
        every_new = new
        due, new = put_off(due, new, progress, day, seen_today)
        new = let_in(every_new, new, after) if after else new

    new_done = sum(known.introduced == day for known in progress.values())
    reviews_done = len(seen_today) - new_done
    reviews = due[: max(0, limits.reviews - reviews_done)]
    new = new[: max(0, limits.new - new_done)]

    waits = _waits(drills, answered)
    drills.sort(key=lambda card: (waits[card], place[card]))
    rest = _interleaved(reviews, new, reviews_done, new_done)
    order = tuple(_spaced(drills, waits, rest))
    return Queue(tuple(drills), tuple(reviews), tuple(new), order)


def held_back(
    cards: Iterable[str], progress: Mapping[str, CardProgress], day: Day, limits: Limits
) -> int:
    """How many new cards the day's limit keeps from being asked: it is shared by all decks."""
    new = 0
    for card in cards:
        known = progress.get(card, UNSEEN)
        new += known.state.is_new and not known.rests_on(day)
    begun = sum(known.introduced == day for known in progress.values())
    return max(0, new - max(0, limits.new - begun))


def due_reviews(
    cards: Iterable[str], progress: Mapping[str, CardProgress], today: Day
) -> list[str]:
    """The cards due for review today or before, neither suspended nor put off."""
    return [
        card
        for card in cards
        if not (known := progress.get(card, UNSEEN)).state.is_new
        and known.state.due <= today
        and not known.rests_on(today)
    ]


def is_backlog(due: int, reviews_a_day: int) -> bool:
    """Whether so many due reviews are more than two days' work."""
    return due > 2 * reviews_a_day > 0


def least_known_first(
    cards: Sequence[str], progress: Mapping[str, CardProgress], day: Day
) -> tuple[str, ...]:
    """The cards to cram, due or not, but none that is suspended or buried.

    Cards never answered come first, then those that were failed when last reviewed, then the rest
    by the time since relative to the interval; equals by ease factor, then in learning order.
    """

    def knowledge(card: str) -> tuple[bool, bool, float, int]:
        state = progress.get(card, UNSEEN).state
        if state.is_new:
            return (False, False, 0, 0)
        return (True, state.repetitions > 0, (state.reviewed - day) / state.interval, state.ease)

    awake = [c for c in dict.fromkeys(cards) if not progress.get(c, UNSEEN).rests_on(day)]
    return tuple(sorted(awake, key=knowledge))


def _overdueness(state: CardState, day: Day) -> float:
    return (day - state.due) / state.interval


def _waits(drills: list[str], answered: Sequence[str]) -> dict[str, float]:
    # How many other cards each drill still waits for; −inf for one not answered in this session.
    waits: dict[str, float] = dict.fromkeys(drills, -inf)
    missing = set(drills)
    for since, card in enumerate(reversed(answered)):
        if card in missing:
            waits[card] = DRILL_SPACING - since
            missing.remove(card)
        if not missing:
            break
    return waits


def _interleaved(
    reviews: list[str], new: list[str], reviews_done: int, new_done: int
) -> Iterator[str]:
    # A new card is next when, of its kind, a smaller part has been shown than of the reviews.
    # Counting what was done keeps the rhythm when the queue is computed anew after each answer.
    all_reviews = len(reviews) + reviews_done
    all_new = len(new) + new_done
    i = j = 0
    while i < len(reviews) or j < len(new):
        behind = (2 * (j + new_done) + 1) * all_reviews < (2 * (i + reviews_done) + 1) * all_new
        if j < len(new) and (behind or i == len(reviews)):
            yield new[j]
            j += 1
        else:
            yield reviews[i]
            i += 1


def _spaced(drills: list[str], waits: dict[str, float], rest: Iterator[str]) -> Iterator[str]:
    shown = 0
    for drill in drills:
        while waits[drill] > shown and (card := next(rest, None)) is not None:
            yield card
            shown += 1
        yield drill
        shown += 1
    yield from rest
