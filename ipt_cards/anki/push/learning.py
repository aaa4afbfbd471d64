"""What our log says of a deck's cards, in the terms in which Anki is to be told."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from operator import attrgetter

from ipt_cards.anki.revlog import RevlogRow, revlog_of
from ipt_cards.progress.entries import Entry, Move, Retraction, Review, Suspension
from ipt_cards.progress.fold import current_names, fold, standing
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.scheduler import Scheduler


@dataclass(frozen=True, slots=True)
class Learning:
    """What stands in the log, by the current names of the cards.

    progress: the fold. reviews: oldest first, and rows: the same as rows of Anki's review log.
    suspensions: the last of each card that was ever suspended or put back. undone: the instants of
    the reviews that were taken back, in UTC milliseconds, the earliest first; redone: of those that
    were taken back and stand again.
    """

    progress: dict[str, CardProgress]
    reviews: dict[str, list[Review]]
    rows: dict[str, list[RevlogRow]]
    suspensions: dict[str, Suspension]
    undone: dict[str, list[int]]
    redone: dict[str, list[int]]


def learning_of(
    entries: Collection[Entry], cards: frozenset[str], scheduler: Scheduler
) -> Learning:
    """What the log's entries, in any order, say of these cards."""
    ordered = standing(entries)
    stand = {entry.id for entry in ordered}
    names = current_names(entry for entry in ordered if isinstance(entry, Move))
    kept: list[Review | Suspension] = []
    for entry in ordered:
        if isinstance(entry, Review | Suspension):
            card = names.get(entry.card, entry.card)
            if card in cards:
                kept.append(replace(entry, card=card))
    told = [entry for entry in kept if isinstance(entry, Review)]
    reviews: dict[str, list[Review]] = {}
    for review in told:
        reviews.setdefault(review.card, []).append(review)
    undone: dict[str, list[int]] = {}
    redone: dict[str, list[int]] = {}
    targets = {entry.target for entry in entries if isinstance(entry, Retraction)}
    for entry in sorted(entries, key=attrgetter("id")):
        if isinstance(entry, Review) and entry.id in targets:
            found = redone if entry.id in stand else undone
            found.setdefault(names.get(entry.card, entry.card), []).append(entry.at_ms)
    return Learning(
        progress=fold(kept, scheduler),
        reviews=reviews,
        rows=revlog_of(told, scheduler),
        suspensions={entry.card: entry for entry in kept if isinstance(entry, Suspension)},
        undone=undone,
        redone=redone,
    )
