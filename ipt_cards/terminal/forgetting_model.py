"""The forgetting model that a forecast is by, in words."""

from ipt_cards.exam.learner import Learner
from ipt_cards.scheduling.scheduler import ForgettingScheduler
from ipt_cards.terminal.words import counted


def described(learner: Learner) -> str:
    """The model's curve, and what the learner's own log has made of it."""
    model = learner.model
    known = counted(model.reviews, "review")
    if not isinstance(learner.scheduler, ForgettingScheduler):
        curve, owner = "0.9^(t/I)", "as SM-2 intends"
    elif learner.scheduler.is_fitted:
        curve, owner = "FSRS-6's retrievability with parameters of your own", ""
    else:
        curve, owner = "FSRS-6's retrievability with its default parameters", ""
    if model.is_calibrated:
        return f"Forgetting model: {curve}, calibrated on your own {known}."
    stated = f"{curve}, {owner}" if owner else curve
    return (
        f"Forgetting model: {stated}; your log has {known}, too few to tell your own forgetting "
        "yet."
    )
