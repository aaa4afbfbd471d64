"""What the learner counts as right: kept beside the log, shared, and offered to the author."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.deck.card import BasicCard, Card, ClozeCard, cards_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.parser import escape
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import BasicNote, ClozeNote
from ipt_cards.progress.accepted_answers import (
    Acceptance,
    accepted_file,
    add_accepted,
    read_accepted,
    standing,
)
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.errors import explained
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.screen import Counted, is_typed, judged
from ipt_cards.study.review_log import open_log

SHARED_SUFFIX = ".accepted"
"""How the files end in the folder that machines sync with: releases before pass them over."""


def counted_answers(log: ReviewLog) -> Counted:
    """The texts that count as right, by card. Raises ProgressError where they can't be read."""
    path = accepted_file(log.path)
    with explained(path):
        accepted = read_accepted(path)
    return standing(accepted, log.names()) if accepted else {}


def counted_beside(progress_file: Path) -> Counted:
    """The texts that count as right with a progress file, if it is there. Raises ProgressError."""
    if not accepted_file(progress_file).exists() or not progress_file.exists():
        return {}
    with open_log(progress_file) as log:
        return counted_answers(log)


def record_change(
    log: ReviewLog, before: Counted, after: Counted, now_ms: int, random_bytes: bytes
) -> None:
    """Put on the disk what is counted as right now, or no longer, of one card.

    random_bytes: as `entry_id` has them. Raises ProgressError where it can't be written.
    """
    path = accepted_file(log.path)
    [(card, text)] = {
        (card, text) for card in after for text in {*before.get(card, ())} ^ {*after[card]}
    }
    with explained(path):
        last = max((each.id for each in read_accepted(path)), default=None)
        identifier = entry_id(now_ms, random_bytes, after=last)
        add_accepted(path, [Acceptance(identifier, card, text, text in after[card])])


def share(log: ReviewLog, folder: Path, name: str) -> None:
    """Take in what other machines count as right, and let them have what this one does.

    Raises OSError where the folder can't be used.
    """
    path = accepted_file(log.path)
    for theirs in sorted(folder.glob(f"*{SHARED_SUFFIX}")):
        if theirs.is_file() and not theirs.name.startswith("."):
            add_accepted(path, read_accepted(theirs))
    add_accepted(folder / f"{name}{SHARED_SUFFIX}", read_accepted(path))


def carry(source: Path, target: Path) -> int:
    """Add what is counted as right with one progress file, or export of one, to that of another.

    Returns how many lines were new there. Raises ProgressError where a file can't be used.
    """
    with explained(accepted_file(target)):
        return add_accepted(accepted_file(target), read_accepted(accepted_file(source)))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Answers that a learner counts as right, for an author to accept.

    accept: all that the note's `accept` would then list, as Markdown.
    """

    note: BasicNote | ClozeNote
    card: str
    texts: tuple[str, ...]
    accept: tuple[str, ...]


def suggestions(deck: Deck, counted: Counted) -> Iterator[Suggestion]:
    """What the deck's notes could accept, in learning order.

    Of a card that `accept` isn't for, such as one asked in reverse, there is none.
    """
    cards = {card.key: card for card in deck.cards()} if counted else {}
    for key, card in cards.items():
        note = card.note
        if key not in counted or not isinstance(note, BasicNote | ClozeNote) or not _takes(card):
            continue
        new = [text for text in counted[key] if judged(card, text, cards).verdict != "right"]
        if new:
            written = (text if to_plain(text) == text else escape(text) for text in new)
            yield Suggestion(note, key, tuple(new), (*note.accept, *written))


def _takes(card: Card) -> bool:
    if isinstance(card, ClozeCard):
        return is_typed(card) and len(cards_of(card.note)) == 1
    return isinstance(card, BasicCard) and is_typed(card) and card.direction == "forward"
