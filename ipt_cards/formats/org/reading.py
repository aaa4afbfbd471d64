"""From an Org file to the notes of the cards in it."""

import re

from ipt_cards.deck.note import ClozeNote
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import FormatError, Found, FoundNote, Loss, Source
from ipt_cards.formats.org.cards import NoCardError, is_card, note_of
from ipt_cards.formats.org.outline import outline_of

_CARD = re.compile(rb"(?m)^\s*:ANKI_NOTE_TYPE:|^\*+\s.*:fc:(?:\w+:)*\s*$")


def recognises(source: Source) -> bool:
    """Whether this is an Org file, or has headings that are cards."""
    return source.name.lower().endswith(".org") or bool(_CARD.search(source.content[: 1 << 20]))


def read(source: Source) -> Found:
    """The cards in a file. Raises FormatError where there are none."""
    text, encoding = text_of(source)
    root = outline_of(text.replace("\r\n", "\n").replace("\r", "\n"))
    notes: list[FoundNote] = []
    losses: list[Loss] = []
    for entry in root.entries():
        if not is_card(entry):
            continue
        lost: list[str] = []
        try:
            note = note_of(entry, lost)
        except NoCardError as error:
            losses.append(Loss(entry.line, f"“{entry.title[:60]}” isn't taken: {error}"))
            continue
        asked = note.text if isinstance(note, ClozeNote) else note.front
        key = entry.properties.get("ID", "") or asked
        notes.append(FoundNote(note, key, entry.line, entry.inherited("ANKI_DECK")))
        losses += (Loss(entry.line, what) for what in dict.fromkeys(lost))
    if not notes and not losses:
        raise FormatError(
            source.name, 1, 1, "no heading in it is a card of org-fc's or anki-editor's"
        )
    return Found(root.title or source.stem, tuple(notes), tuple(losses), read_as=encoding)
