"""Reviews that came into the log twice: from the device that made them, and by way of Anki.

A device that imports from Anki takes a review for Anki's own if it doesn't have it. Where another
device had made it, and brought it to Anki, the logs of the two hold it twice once they meet.
Then Anki's telling of it is taken back.

What is found depends on the set of entries alone and only grows with it; a retraction's id is made
from its target's. So logs that met in different orders still come to the same.
"""

from collections import deque
from collections.abc import Iterable, Iterator

from ipt_cards.progress.entries import Move, Origin, Retraction
from ipt_cards.progress.entry_id import imported_id, instant_ms

SAME_ANSWER_MS = 50
"""A review told again is this much later at most: Anki's review log has one row a millisecond, so
that some have to give way. Nobody answers a card twice in that time."""

ToldReview = tuple[str, str, str]
"""A review as the database gives it: id, card, origin. A long log makes millions."""


def retold(reviews: Iterable[ToldReview], one_card: dict[str, str]) -> Iterator[Retraction]:
    """The retractions of Anki's reviews that another review of the same card tells already.

    reviews: in the order of their ids, also those taken back. One that was made here and undone
        may still have gone to Anki before.
    one_card: see `cards_that_are_one`.
    """
    recent: deque[tuple[int, str]] = deque()
    for identifier, key, origin in reviews:
        card = one_card.get(key, key)
        at_ms = instant_ms(identifier)
        while recent and recent[0][0] < at_ms - SAME_ANSWER_MS:
            recent.popleft()
        if origin == Origin.ANKI and any(card == other for _, other in recent):
            yield _retraction(identifier)
        recent.append((at_ms, card))


def cards_that_are_one(moves: Iterable[Move]) -> dict[str, str]:
    """One key for all those that moves, be they taken back or not, ever led to one another.

    The key itself is left out.
    """
    leader: dict[str, str] = {}

    def find(card: str) -> str:
        while (above := leader.get(card, card)) != card:
            card = above
        return card

    for move in moves:
        first, second = sorted((find(move.card), find(move.to)))
        leader[second] = first
    return {card: find(card) for card in leader}


def _retraction(target: str) -> Retraction:
    return Retraction(imported_id(instant_ms(target) + 1, "retold", target), target)
