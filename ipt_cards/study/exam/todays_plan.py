"""What a plan to an exam has for today, for the quiz to follow."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_cards.deck.deck import Deck
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.progress.entries import Origin
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.asking_order import Planned, left_of
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.study.clock import now_ms
from ipt_cards.study.errors import StudyError
from ipt_cards.study.exam.goals import Goals

if TYPE_CHECKING:
    from ipt_cards.study.exam.standing import Standing


@dataclass(frozen=True, slots=True)
class TodaysPlan:
    """Today's cards, and how many of them are still to be asked. is_off: whether it's a day off."""

    exam: Day
    planned: Planned
    new_left: int
    reviews_left: int
    is_off: bool


def todays_plan(deck: Deck, log: ReviewLog, calendar: Calendar) -> TodaysPlan | None:
    """Today's part of the plan to the goal that is kept for a deck; None where there is no goal.

    It is made when the day's first quiz begins and stays for the day; when all of it is answered
    and there is time left of the day's minutes, what is best done with that comes on top.

    Raises StudyError, with what to do, where the plan can't be followed.
    """
    goals = Goals.beside(log.path)
    goal = goals.get(deck.id)
    if goal is None:
        return None
    now = now_ms()
    today = calendar.day(now)
    if goal.exam < today:
        raise StudyError("The planned exam's day has come: `ipt-cards plan --clear` ends the plan.")
    kept = goals.cards_on(deck.id, today)
    known = log.progress()
    answered = Counter(
        review.card for review in log.reviews(on=today) if review.origin is not Origin.CRAM
    )
    in_deck = set(deck.card_keys())  # it may have been edited since
    held = tuple(card for card in kept or () if card in in_deck)
    left = left_of(held, answered, known, today)
    if not left:
        from ipt_cards.study.exam.standing import standing  # noqa: PLC0415 - imports numpy

        more = _first_day(deck, standing(log, calendar, now), goal)
        if kept is None or more:
            goals.set_cards(deck.id, today, (*held, *more))
        held = (*held, *more)
        left = left_of(held, answered, known, today)
    asked = [card for card in left if not known.get(card, UNSEEN).rests_on(today)]
    new = sum(known.get(card, UNSEEN).state.is_new for card in dict.fromkeys(asked))
    planned = Planned(today, held)
    return TodaysPlan(goal.exam, planned, new, len(asked) - new, is_off=goal.is_off(today))


def planned_now(deck: Deck, log: ReviewLog, calendar: Calendar) -> Planned | None:
    """The cards of today's part of the plan; None where there is none, or none any more."""
    try:
        found = todays_plan(deck, log, calendar)
    except StudyError:  # the exam's day has come
        return None
    return found.planned if found else None


def _first_day(deck: Deck, now: "Standing", goal: Goal) -> tuple[str, ...]:
    try:
        return now.plan(deck, goal).days[0].order
    except ValueError as error:
        raise StudyError(
            f"The plan can't be followed: {error}. `ipt-cards plan` changes it."
        ) from None
