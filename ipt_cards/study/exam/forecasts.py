"""Planning the days to an exam, and forecasting its score, for a deck and a log."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ipt_cards.deck.deck import Deck
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.forecast.learner import Learner
from ipt_cards.forecast.score.readiness_report import ReadinessReport, UnseenCards, readiness_report
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Day, day_of
from ipt_cards.study.clock import now_ms
from ipt_cards.study.exam.kept_exam_cards import kept_exam_cards
from ipt_cards.study.exam.standing import Standing, standing

if TYPE_CHECKING:
    from ipt_cards.exam.plan.plan import Plan

USUAL_QUESTIONS = 40
"""Of an exam whose deck has no blueprint."""


def make_plan(  # noqa: PLR0913 - what a plan is for, each by name
    deck: Deck,
    log: ReviewLog,
    exam: date,
    *,
    minutes: int = 30,
    days_off: Collection[int] = (),
    topics: Sequence[str] = (),
    clock: Callable[[], int] = now_ms,
) -> "Plan":
    """The best use of the time until an exam, today or on a day to come, made from the log.

    minutes: a day. days_off: weekdays without study, Monday 0 to Sunday 6.
    topics: the ids of the only topics to learn; all where none is named.
    clock: tells the present instant, in UTC milliseconds.

    Raises ValueError, with a message for people, for what no plan can be made for.
    """
    goal = Goal(day_of(exam), minutes, frozenset(days_off), topics=tuple(topics))
    return standing(log, log.calendar, clock()).plan(deck, goal)


def readiness(
    deck: Deck,
    log: ReviewLog,
    on: date | None = None,
    plan: "Plan | None" = None,
    *,
    clock: Callable[[], int] = now_ms,
) -> ReadinessReport:
    """The score to expect on a day, today or later, and what would raise it.

    on: today where none is given. plan: whose reviews are counted on; none where none is given.
    clock: tells the present instant, in UTC milliseconds.

    Raises ValueError, with a message for people, for a day that is past or a deck without cards.
    """
    now = standing(log, log.calendar, clock())
    return readiness_of(deck, now, now.today if on is None else day_of(on), plan)


def unseen_of(plan: "Plan", learner: Learner) -> UnseenCards:
    """How many of a plan's cards, suspended ones too, were never answered."""
    return UnseenCards.of((*plan.promised, *plan.suspended), learner, plan.cards)


def readiness_of(deck: Deck, now: Standing, day: Day, plan: "Plan | None") -> ReadinessReport:
    """As `readiness`, for a learner whose standing is known."""
    if day < now.today:
        raise ValueError("that day is past: name today or a day to come")
    return readiness_report(
        kept_exam_cards(deck),
        now.learner,
        deck.weights,
        deck.blueprint.questions if deck.blueprint else USUAL_QUESTIONS,
        today=now.today,
        day=day,
        opportunities=plan.cards if plan else None,
        suspended=now.suspended,
    )
