"""What is left of a quiz, and in what order it comes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ipt_cards.forecast.pace import DEFAULT_PACE, Pace
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.prerequisites import NOTHING, After, in_turn
from ipt_cards.scheduling.queue import DEFAULT_LIMITS, Limits, due_today, least_known_first
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.scheduling.siblings import BETWEEN, apart


@dataclass(frozen=True, slots=True)
class Planned:
    """The cards that a plan to an exam has for a day, in its order.

    One that stands there more than once is asked as often.
    """

    day: Day
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the learner wants to be quizzed.

    limits: of the whole learner's day, not only of this quiz.
    cram: ask every card, least known first, without effect on the schedule.
    due_only: cram only what is due or new today.
    most_cards: how many different cards this quiz may ask; those failed still come back.
    seed: decides the order of options.
    scheduler: what gives cards their intervals.
    planned: what a plan to an exam asks for instead, on its day; how much that is, and which days
        siblings have, is the plan's affair then.
    """

    limits: Limits = DEFAULT_LIMITS
    cram: bool = False
    due_only: bool = False
    most_cards: int | None = None
    seed: int = 0
    scheduler: Scheduler = sm2.review
    planned: Planned | None = None

    @property
    def in_earnest(self) -> "Settings":
        """The settings of an ordinary day's quiz: no cramming, all cards."""
        return replace(self, cram=False, most_cards=None)


class Known(NamedTuple):
    """What the log says at a moment.

    progress: of every card that has any.
    answered: keys of the cards answered today, crammed ones aside, the latest last.
    pace: how long cards take.
    """

    progress: Mapping[str, CardProgress]
    answered: tuple[str, ...] = ()
    pace: Pace = DEFAULT_PACE


class Agenda(NamedTuple):
    """The cards left, in the order to be asked, and how many are new, reviews, or come again."""

    order: tuple[str, ...]
    new: int
    reviews: int
    again: int

    @property
    def total(self) -> int:
        """How many cards are left."""
        return len(self.order)


def agenda(  # noqa: PLR0913, PLR0917 - what a day's quiz is made of
    cards: Sequence[str],
    known: Known,
    day: Day,
    settings: Settings,
    asked: Sequence[tuple[str, Grade | None]],
    after: After = NOTHING,
) -> Agenda:
    """What is left on a day.

    cards: the keys asked for, in learning order.
    asked: what this quiz asked and recorded, in order; no grade where a card was set aside.
    after: what notes come after: none of their new cards comes before those.
    """
    graded = [(card, grade) for card, grade in asked if grade is not None]
    if settings.cram:
        left = _cram(cards, known, day, settings, graded, after)
    elif settings.planned is not None and settings.planned.day == day:
        left = _as_planned(cards, known, settings.planned, settings.most_cards, graded)
    else:
        left = _due(cards, known, day, settings, graded, after)
    before = [] if settings.cram else known.answered[-BETWEEN:]
    order = list(apart(left.order, [*before, *(card for card, _ in asked[-BETWEEN:])]))
    if after:
        states = {card: known.progress.get(card, UNSEEN).state for card in order}
        new = {card for card, state in states.items() if state.is_new}
        again = {card for card, state in states.items() if state.drilling and state.reviewed == day}
        order = in_turn(order, new, again, after)
    return left._replace(order=tuple(order))


def _due(  # noqa: PLR0913, PLR0917 - the same
    cards: Sequence[str],
    known: Known,
    day: Day,
    settings: Settings,
    graded: Sequence[tuple[str, Grade]],
    after: After,
) -> Agenda:
    queue = due_today(cards, known.progress, day, settings.limits, known.answered, after)
    order = _first_cards(queue.order, {card for card, _ in graded}, settings.most_cards)
    left = set(order)
    return Agenda(
        order,
        new=len(left.intersection(queue.new)),
        reviews=len(left.intersection(queue.reviews)),
        again=len(left.intersection(queue.drills)),
    )


def _as_planned(
    cards: Sequence[str],
    known: Known,
    planned: Planned,
    most_cards: int | None,
    graded: Sequence[tuple[str, Grade]],
) -> Agenda:
    # Drills come when the plan's cards are through, as SM-2's step 7 has it.
    asked_for = set(cards)
    day = planned.day
    waiting = [
        card
        for card in left_of(planned.cards, Counter(known.answered), known.progress, day)
        if card in asked_for and not known.progress.get(card, UNSEEN).rests_on(day)
    ]
    # What a card has to come again for waits until all others were asked.
    again = Counter(waiting) - Counter(dict.fromkeys(waiting, 1))
    first = list(dict.fromkeys(waiting))
    drills = due_today(cards, known.progress, day, Limits(new=0, reviews=0), known.answered).drills
    drilled = set(drills)
    order = [card for card in first if card not in drilled]
    later = [card for card in again.elements() if card not in drilled]
    kept = _first_cards((*order, *drills, *later), {card for card, _ in graded}, most_cards)
    left = set(kept)
    order = [card for card in order if card in left]
    new = sum(known.progress.get(card, UNSEEN).state.is_new for card in order)
    later = [card for card in later if card in left]
    return Agenda(kept, new, len(order) - new, len(left.intersection(drills)) + len(later))


def left_of(
    planned: Sequence[str],
    answered: Mapping[str, int],
    progress: Mapping[str, CardProgress],
    day: Day,
) -> tuple[str, ...]:
    """What of a day's planned cards is still to be asked, as often as it is.

    answered: how often each card was answered that day, drills included.
    """
    seen: Counter[str] = Counter()
    left = []
    for card in planned:
        seen[card] += 1
        done = answered.get(card, 0)
        if not done and progress.get(card, UNSEEN).state.reviewed >= day:
            done = 1
        if seen[card] > done:
            left.append(card)
    return tuple(left)


def _cram(  # noqa: PLR0913, PLR0917 - the same
    cards: Sequence[str],
    known: Known,
    day: Day,
    settings: Settings,
    graded: Sequence[tuple[str, Grade]],
    after: After,
) -> Agenda:
    # Cards graded below 4 come back after all others, as in the drill of SM-2's step 7.
    last: dict[str, Grade] = {}
    for card, grade in graded:
        last.pop(card, None)
        last[card] = grade
    if settings.due_only:
        cards = due_today(cards, known.progress, day, settings.limits, known.answered, after).order
    order = least_known_first(cards, known.progress, day)
    awake = set(order)
    order = _first_cards(order, set(last), settings.most_cards)
    first = [card for card in order if card not in last]
    again = [card for card, grade in last.items() if grade < Grade.GOOD and card in awake]
    new = sum(known.progress.get(card, UNSEEN).state.is_new for card in first)
    return Agenda((*first, *again), new, len(first) - new, len(again))


def _first_cards(order: tuple[str, ...], seen: set[str], most: int | None) -> tuple[str, ...]:
    if most is None:
        return order
    room = max(0, most - len(seen))
    kept = []
    for card in order:
        if card in seen:
            kept.append(card)
        elif room:
            room -= 1
            kept.append(card)
    return tuple(kept)


def time_left_ms(left: Agenda, pace: Pace) -> int:
    """The time that the cards left will take, as the plan counts it.

    A new card counts with what it will be asked again today, one that comes again as a review.
    """
    return left.new * pace.new_ms + (left.reviews + left.again) * pace.review_ms
