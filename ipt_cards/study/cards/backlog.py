"""A backlog of reviews, spread over the days to come by what is lost most by waiting."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ipt_cards.forecast.history import rows_on
from ipt_cards.forecast.learner import Learner
from ipt_cards.progress.statistics.cards import forecast
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.queue import due_reviews
from ipt_cards.scheduling.siblings import note_of

LONGEST_DAYS = 365
"""What comes due later than that isn't looked at."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Which cards stay for today, and until when each other one waits."""

    today: tuple[str, ...]
    until: Mapping[str, Day]

    @property
    def last(self) -> Day | None:
        """The last of the days; None where all stays for today."""
        return max(self.until.values(), default=None)


def spread(
    cards: Collection[str],
    progress: Mapping[str, CardProgress],
    learner: Learner,
    today: Day,
    reviews_a_day: int,
) -> Spread:
    """Spread the due reviews of a deck's cards: so many a day, what comes then included.

    Those come first of which the learner is to be expected to forget most while they wait. Cards of
    one note get different days where that is no later than the last.
    """
    due = due_reviews(cards, progress, today)
    ahead = forecast(cards, progress, today, LONGEST_DAYS)
    days = max(1, -(-len(due) // max(1, reviews_a_day)))
    order = _by_loss(due, learner, today, days)
    stays: list[str] = []
    until: dict[str, Day] = {}
    rooms = _rooms(ahead, reviews_a_day)
    waiting = list(order)
    for offset, room in enumerate(rooms):
        if not waiting:
            break
        taken: set[str] = set()
        chosen: list[str] = []
        for card in waiting:
            if len(chosen) == room:
                break
            if note_of(card) not in taken:
                taken.add(note_of(card))
                chosen.append(card)
        if len(chosen) < room:  # nothing but siblings is left
            rest = [card for card in waiting if card not in set(chosen)]
            chosen += rest[: room - len(chosen)]
        gone = set(chosen)
        waiting = [card for card in waiting if card not in gone]
        if offset:
            until |= dict.fromkeys(chosen, Day(today + offset))
        else:
            stays = chosen
    return Spread(tuple(stays), until)


def _rooms(ahead: Sequence[int], reviews_a_day: int) -> Iterator[int]:
    yield reviews_a_day
    for coming in ahead[1:]:
        yield max(0, reviews_a_day - coming)
    while True:
        yield reviews_a_day


def _by_loss(due: Sequence[str], learner: Learner, today: Day, days: int) -> list[str]:
    known = [card for card in due if card in learner.memories]
    memories = [learner.memories[card] for card in known]
    now = learner.model.recall(rows_on(memories, learner.level, today))
    later = learner.model.recall(rows_on(memories, learner.level, Day(today + days)))
    loss = dict(zip(known, (now - later).tolist(), strict=True))
    return sorted(due, key=lambda card: -loss.get(card, 0.0))
