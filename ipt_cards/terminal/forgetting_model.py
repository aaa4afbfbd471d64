"""The forgetting model that a forecast is by, in words."""

from ipt_cards.exam.learner import Learner
from ipt_cards.scheduling.scheduler import Scheduler, with_a_curve
from ipt_cards.terminal.words import counted


def described(learner: Learner) -> str:
    """The model's curve, and what the learner's own log has made of it."""
    curve, model = _curve(learner.scheduler), learner.model
    known = counted(model.reviews, "review")
    if model.is_calibrated:
        return f"Forgetting model: {curve}, calibrated by logistic regression on your own {known}."
    return (
        f"Forgetting model: {curve}; your log has {known}, too few to tell your own forgetting yet."
    )


def _curve(scheduler: Scheduler) -> str:
    fsrs = with_a_curve(scheduler)
    if fsrs is None:
        return "0.9^(t/I), as SM-2 intends"
    whose = "parameters of your own" if fsrs.is_fitted else "its default parameters"
    return f"FSRS-6's retrievability with {whose}"
