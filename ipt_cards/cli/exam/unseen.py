"""What scripts are told of cards that were never answered."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # they need numpy, which is slow to import
    from ipt_cards.forecast.learner import Learner
    from ipt_cards.forecast.score.readiness_report import UnseenCards


def unseen_as_json(unseen: "UnseenCards", learner: "Learner") -> dict[str, object]:
    """How many there are, and what a forecast takes each for."""
    return {
        "cards": unseen.now,
        "of": unseen.cards,
        "never_asked": unseen.then,
        "counts_as": round(learner.unseen.share, 4),
        "cards_answered": len(learner.memories),
    }
