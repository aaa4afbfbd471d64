"""What a log means, word for word and without regard to speed: what the fold is tested against."""

from collections.abc import Collection

from ipt_cards.progress.entries import Burial, Entry, Move, Origin, Retraction, Review, Suspension
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.sm2 import review


def meaning(entries: Collection[Entry]) -> dict[str, CardProgress]:
    def stands(entry: Entry) -> bool:
        return not any(
            isinstance(other, Retraction)
            and other.target == entry.id
            and other.id > entry.id
            and stands(other)
            for other in entries
        )

    standing = sorted((entry for entry in entries if stands(entry)), key=lambda entry: entry.id)

    def current_name(card: str) -> str:
        for entry in standing:
            if isinstance(entry, Move) and entry.card == card:
                card = entry.to
        return card

    progress: dict[str, CardProgress] = {}
    for entry in standing:
        if isinstance(entry, Retraction | Move):
            continue
        card = current_name(entry.card)
        known = progress.get(card, UNSEEN)
        match entry:
            case Review(origin=Origin.CRAM):
                pass
            case Review():
                known = known._replace(
                    state=review(known.state, entry.grade, entry.day),
                    introduced=entry.day if known.state.is_new else known.introduced,
                )
            case Suspension():
                known = known._replace(suspended=entry.suspended)
            case Burial():
                known = known._replace(buried_until=max(known.buried_until, entry.until))
        progress[card] = known
    return {card: known for card, known in progress.items() if known != UNSEEN}
