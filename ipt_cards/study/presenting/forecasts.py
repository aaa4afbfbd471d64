"""A plan and a forecast in words."""

from typing import TYPE_CHECKING

from ipt_cards.scheduling.day import Day
from ipt_cards.study.presenting.words import counted, due, percent

if TYPE_CHECKING:  # they need numpy, which is slow to import, and not all that is told here does
    from ipt_cards.exam.plan.plan import Plan
    from ipt_cards.forecast.learner import Learner
    from ipt_cards.forecast.score.expected_score import Expected
    from ipt_cards.forecast.score.readiness_report import UnseenCards

_SURE = 1_000_000
"""Shares are rounded to one in so many before they are told in whole percent."""

RANGE = "In brackets: where the score of nine exams in ten falls."


def share_told(share: float) -> str:
    """A share in whole percent; only all is 100 %."""
    return percent(round(_SURE * share), _SURE)


def expected_told(expected: "Expected") -> str:
    """An expected score with its range."""
    low, high = round(100 * expected.low), round(100 * expected.high)
    return f"{share_told(expected.share)} ({low}–{high} %)"


def exam_told(day: Day, today: Day) -> str:
    """When the exam is."""
    return "today" if day == today else due(day, today)


def part_left(new: int, reviews: int) -> str:
    """What is left of today's part of the plan."""
    left = f"{counted(new, 'new card')} and {counted(reviews, 'review')} left"
    return f"Today's part of the plan: {left if new + reviews else 'done'}."


MOCK_EXAMS = "not counted, unless their answers were let into the log (`ipt-cards exam --log`)"
"""What a forecast makes of mock exams: only what the log has counts."""


IDLE_DAYS = (
    "On days without cards nothing would gain: what came again so soon would be no better known in "
    "the exam."
)
"""Why a plan leaves minutes unused."""


def new_a_day_told(plan: "Plan", most_new: int) -> str:
    """That a plan begins more new cards on a day than the setting `new` says; "" if it doesn't."""
    most = max((len(day.new) for day in plan.days), default=0)
    if most <= most_new:
        return ""
    return (
        f"{most:,} at most: a plan begins as many as its minutes allow and the exam wants, "
        f"whatever the setting `new` ({most_new:,} a day) says"
    )


def suspended_told(count: int) -> str:
    """The one rule on suspended cards: they are learnt no more, but the exam may ask them."""
    return f"{counted(count, 'card')}: not learnt, but counted, as the exam may ask them"


def unseen_told(unseen: "UnseenCards", learner: "Learner", *, planned: bool) -> str:
    """What a forecast takes cards for that were never answered; "" where there are none.

    planned: whether the forecast counts on a plan's reviews.
    """
    if not unseen.now:
        return ""
    answered = len(learner.memories)
    basis = (
        f"by your first answers to {counted(answered, 'card')}"
        if answered
        else "a guess, as long as you have answered none"
    )
    until = "until the plan asks for it, each" if planned else "each"
    never = f" The plan never asks for {unseen.then:,}." if planned and unseen.then else ""
    return (
        f"{unseen.now:,} of {counted(unseen.cards, 'card')}: {until} counts as "
        f"{share_told(learner.unseen.share)} known ({basis}), and more where options can be "
        f"guessed.{never}"
    )


def described(learner: "Learner") -> str:
    """Whose forgetting the forecast assumes, and what the learner's own log has made of it."""
    model = learner.model
    known = counted(model.reviews, "review")
    if model.is_calibrated:
        return f"How fast you forget: as typical learners do (FSRS-6), fitted to your own {known}."
    if model.reviews:
        return (
            f"How fast you forget is a guess, as typical learners do (FSRS-6): your own {known} so "
            "far tell little of how you differ."
        )
    known_so_far = "of you nothing is known yet"
    if learner.memories:
        known_so_far = "no card was asked you on a second day yet"
    return f"How fast you forget is a guess, as typical learners do (FSRS-6): {known_so_far}."
