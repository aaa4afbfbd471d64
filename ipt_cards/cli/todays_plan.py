"""What a plan to an exam has for today, for the quiz to follow."""

from ipt_cards.cli.exam_goal import Goals
from ipt_cards.cli.exam_learner import Standing, standing
from ipt_cards.cli.progress_option import now_ms
from ipt_cards.deck.deck import Deck
from ipt_cards.exam.deck_cards import exam_cards
from ipt_cards.exam.goal import Goal
from ipt_cards.exam.plan import Plan
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.agenda import Planned
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Calendar
from ipt_cards.terminal.plan_screen import standing_line


def todays_plan(
    deck: Deck, log: ReviewLog, calendar: Calendar, goals: Goals, goal: Goal
) -> tuple[Planned | None, str]:
    """Today's cards, and where the learner stands; no cards where the plan can't be followed.

    They are laid out when the day's first quiz begins and stay for the day, for a plan made anew
    after each answer would always find room for more.
    """
    now = now_ms()
    today = calendar.day(now)
    if goal.exam <= today:
        return None, "The planned exam's day has come: `ipt-cards plan --clear` ends the plan."
    cards = goals.cards_on(deck.id, today)
    if cards is None:
        try:
            cards = _laid_out(deck, standing(log, calendar, now), goal)
        except ValueError as error:
            return None, f"The plan can't be followed: {error}. `ipt-cards plan` changes it."
        if cards is None:
            return None, "The plan can't be kept any more: `ipt-cards plan` tells the ways out."
        goals.set_cards(deck.id, today, cards)
    in_deck = set(deck.card_keys())
    cards = tuple(card for card in cards if card in in_deck)  # it may have been edited since
    progress = log.progress()
    states = [progress.get(card, UNSEEN).state for card in cards]
    left = [state for state in states if state.reviewed < today]
    new = sum(state.is_new for state in left)
    return Planned(today, cards), standing_line(goal.exam, today, new, len(left) - new)


def _laid_out(deck: Deck, now: Standing, goal: Goal) -> tuple[str, ...] | None:
    made = now.plan(exam_cards(deck), goal, deck.weights)
    if not isinstance(made, Plan):
        return None
    first = made.days[0]
    return first.reviews + first.new
