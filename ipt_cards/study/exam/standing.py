"""What the log tells of the learner and of today, for plans and forecasts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_cards.deck.deck import Deck
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import Learner, learner_with
from ipt_cards.forecast.past import Past
from ipt_cards.progress.entries import Origin
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.study.exam.kept_exam_cards import kept_exam_cards
from ipt_cards.study.exam.kept_model import kept_model

if TYPE_CHECKING:
    from ipt_cards.exam.plan.plan import Plan
    from ipt_cards.exam.plan.ways_out import WaysOut


@dataclass(frozen=True, slots=True)
class Standing:
    """The learner today.

    suspended: keys of the cards taken out of the queue.
    spent_ms: time that today's answers took.
    """

    today: Day
    learner: Learner
    suspended: frozenset[str]
    spent_ms: int

    def plan(self, deck: Deck, goal: Goal) -> "Plan":
        """The plan to a goal, made anew from today, for those of the deck's cards that it covers.

        Suspended ones aren't planned for, but count in the score.

        Raises ValueError, with a message for people, for an exam that is past and where there are
        no cards, or none that isn't suspended.
        """
        from ipt_cards.exam.plan.plan import make_plan  # noqa: PLC0415 - a forecast may need none

        awake = self._awake(deck, goal)
        if not awake and self.suspended:
            raise ValueError(
                "all cards that it is on are suspended: `ipt-cards unsuspend` puts them back"
            )
        return make_plan(
            awake,
            self.learner,
            goal,
            self.today,
            weights=deck.weights,
            spent_ms=self.spent_ms,
            suspended=self._suspended(deck, goal),
            after=deck.after,
        )

    def ways_out(self, deck: Deck, plan: "Plan") -> "WaysOut":
        """What would help where a plan had to give something up."""
        from ipt_cards.exam.plan.ways_out import ways_out  # noqa: PLC0415 - as above

        return ways_out(
            plan,
            self._awake(deck, plan.goal),
            self.learner,
            self.today,
            weights=deck.weights,
            spent_ms=self.spent_ms,
            suspended=self._suspended(deck, plan.goal),
            after=deck.after,
        )

    def _awake(self, deck: Deck, goal: Goal) -> list[ExamCard]:
        return [
            card
            for card in kept_exam_cards(deck)
            if card.key not in self.suspended and goal.covers(card.topic)
        ]

    def _suspended(self, deck: Deck, goal: Goal) -> list[ExamCard]:
        if not self.suspended:
            return []
        return [
            card
            for card in kept_exam_cards(deck)
            if card.key in self.suspended and goal.covers(card.topic)
        ]


def standing(log: ReviewLog, calendar: Calendar, now_ms: int) -> Standing:
    """Read the learner's standing from the log."""
    today = calendar.day(now_ms)
    past = log.folded(Past())
    return Standing(
        today=today,
        learner=learner_with(past, kept_model(past)),
        suspended=log.suspended(),
        spent_ms=sum(
            review.duration_ms
            for review in log.reviews(on=today)
            if review.origin is not Origin.CRAM
        ),
    )
