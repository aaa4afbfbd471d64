"""What the learner's history has made of one card."""

from typing import NamedTuple

from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.sm2 import NEW, CardState


class CardProgress(NamedTuple):
    """All that the queue needs to know of a card, computed from the review log.

    state: what the scheduler knows.
    introduced: the day of the first review; 0 for a card never answered.
    suspended: whether the learner (or its being a leech) took the card out of the queue.
    buried_until: the day the card comes back; 0 for one never buried.
    """

    state: CardState
    introduced: Day
    suspended: bool
    buried_until: Day

    def rests_on(self, day: Day) -> bool:
        """Whether the card is kept out of that day's queue, suspended or buried."""
        return self.suspended or day < self.buried_until


UNSEEN = CardProgress(state=NEW, introduced=Day(0), suspended=False, buried_until=Day(0))
"""A card without any history."""
