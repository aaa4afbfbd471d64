"""What the log tells of the learner and of today, for plans and forecasts."""

from dataclasses import dataclass

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Impossible, Plan, make_plan
from ipt_cards.forecast.answer import answers_of
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import Learner, learner
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Calendar, Day


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

    def plan(
        self, cards: tuple[ExamCard, ...], goal: Goal, weights: dict[str, int]
    ) -> Plan | Impossible:
        """The plan to a goal, made anew from today, for those of the cards that it covers.

        Raises ValueError, with a message for people, for an exam that isn't in the future and
        where there are no cards, or none that isn't suspended.
        """
        awake = [
            card for card in cards if card.key not in self.suspended and goal.covers(card.topic)
        ]
        return make_plan(
            awake, self.learner, goal, self.today, weights=weights, spent_ms=self.spent_ms
        )


def standing(log: ReviewLog, calendar: Calendar, now_ms: int) -> Standing:
    """Read the learner's standing from the log, with a memory as the log's scheduler sees it."""
    today = calendar.day(now_ms)
    answers = answers_of(log.reviews(), calendar)
    return Standing(
        today=today,
        learner=learner(answers, log.scheduler),
        suspended=frozenset(card for card, known in log.progress().items() if known.suspended),
        spent_ms=sum(answer.duration_ms for answer in answers if answer.day == today),
    )
