"""What is to be expected of a card after the sights that are still to come, by either scheduler.

Under SM-2 that is a prospect (prospect.py). Under FSRS, which has formulas of its own for what a
sight changes, it is a memory whose stability and difficulty are the mean of passing and of failing.
"""

from collections.abc import Sequence

from ipt_cards.exam.forgetting import Past
from ipt_cards.exam.learner import Learner
from ipt_cards.exam.memory import BLANK, Memory, answered
from ipt_cards.exam.prospect import prospect_after
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler, with_a_curve


def after_sights(card: str, sights: Sequence[Day], learner: Learner) -> Past | None:
    """What to expect of a card after its sights, in order; None for a new one without any."""
    known = learner.memories.get(card)
    if not sights:
        return known
    if with_a_curve(learner.scheduler) is None:
        return prospect_after(card, sights, learner)
    for day in sights:
        if known is None:
            known = _seen(BLANK, day, learner.unseen.share, learner.scheduler)
        else:
            known = _seen(known, day, learner.model.recall(known, day), learner.scheduler)
    return known


def _seen(memory: Memory, day: Day, recall: float, scheduler: Scheduler) -> Memory:
    passed = answered(memory, Grade.GOOD, day, scheduler)
    failed = answered(memory, Grade.AGAIN, day, scheduler)
    failed = answered(failed, Grade.GOOD, day, scheduler)  # the drill
    state, worse = passed.state, failed.state
    return passed._replace(
        state=state._replace(
            stability=recall * state.stability + (1 - recall) * worse.stability,
            difficulty=recall * state.difficulty + (1 - recall) * worse.difficulty,
        )
    )
