"""What a plan to an exam has for today, for the quiz to follow."""

from dataclasses import dataclass

from ipt_cards.deck.deck import Deck
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Plan
from ipt_cards.forecast.exam_card import exam_cards
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.asking_order import Planned
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.study.clock import now_ms
from ipt_cards.study.errors import StudyError
from ipt_cards.study.exam.goals import Goals
from ipt_cards.study.exam.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class TodaysPlan:
    """Today's cards, and how many of them are still to be asked."""

    exam: Day
    planned: Planned
    new_left: int
    reviews_left: int


def todays_plan(
    deck: Deck, log: ReviewLog, calendar: Calendar, goals: Goals, goal: Goal
) -> TodaysPlan:
    """Today's part of the plan to a goal.

    It is made when the day's first quiz begins and stays for the day, for a plan made anew after
    each answer would always find room for more.

    Raises StudyError, with what to do, where the plan can't be followed.
    """
    now = now_ms()
    today = calendar.day(now)
    if goal.exam <= today:
        raise StudyError("The planned exam's day has come: `ipt-cards plan --clear` ends the plan.")
    cards = goals.cards_on(deck.id, today)
    if cards is None:
        cards = _first_day(deck, standing(log, calendar, now), goal)
        goals.set_cards(deck.id, today, cards)
    in_deck = set(deck.card_keys())
    cards = tuple(card for card in cards if card in in_deck)  # it may have been edited since
    progress = log.progress()
    states = [progress.get(card, UNSEEN).state for card in cards]
    left = [state for state in states if state.reviewed < today]
    new = sum(state.is_new for state in left)
    return TodaysPlan(goal.exam, Planned(today, cards), new, len(left) - new)


def _first_day(deck: Deck, now: Standing, goal: Goal) -> tuple[str, ...]:
    try:
        made = now.plan(exam_cards(deck), goal, deck.weights)
    except ValueError as error:
        raise StudyError(
            f"The plan can't be followed: {error}. `ipt-cards plan` changes it."
        ) from None
    if not isinstance(made, Plan):
        raise StudyError("The plan can't be kept any more: `ipt-cards plan` tells the ways out.")
    first = made.days[0]
    return first.reviews + first.new
