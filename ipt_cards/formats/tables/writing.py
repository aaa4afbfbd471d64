"""Writing a deck as a table, a row a note."""

import csv
import io
from collections.abc import Iterator

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder, media_in
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
    kind_of,
)
from ipt_cards.formats.exported import Exported, NotSaid
from ipt_cards.formats.tables.cells import defused, joined
from ipt_cards.formats.unsaid import unsaid_of_deck, unsaid_of_note

COLUMNS = (
    *("id", "topic", "kind", "question", "answer", "cloze", "distractors", "why"),
    *("number", "tolerance", "unit", "order", "left", "right"),
    *("reversed", "typed", "accept", "extra", "tags"),
)
_BOM = "\ufeff"
"""By which spreadsheets know UTF-8."""


def write(deck: Deck, media: MediaFolder) -> Exported:  # noqa: ARG001 - as every writer
    """The deck as CSV: comma-separated, UTF-8, texts in Markdown."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    losses = list(unsaid_of_deck(deck))
    said: list[Note] = []
    used: set[str] = {"id", "topic", "kind", "question", "answer"}
    cells: list[dict[str, str]] = []
    for topic in deck.topics:
        for note in topic.notes:
            if isinstance(note, OcclusionNote):
                losses.append(NotSaid("areas of a picture", note))
                continue
            losses += unsaid_of_note(note)
            row = {"id": note.id, "topic": topic.name, "kind": kind_of(note), **dict(_said(note))}
            used |= row.keys()
            cells.append(row)
            said.append(note)
    columns = [column for column in COLUMNS if column in used]
    rows.writerow(columns)
    rows.writerows([defused(row.get(column, "")) for column in columns] for row in cells)
    content = (_BOM + text.getvalue()).encode()
    return Exported({f"{deck.id}.csv": content}, tuple(losses), tuple(media_in(said)))


def _said(note: Note) -> Iterator[tuple[str, str]]:
    match note:
        case BasicNote():
            yield from (("question", note.front), ("answer", note.back))
            yield from (("reversed", "yes"),) if note.reversed else ()
        case ClozeNote():
            yield "cloze", note.text
        case ChoiceNote():
            yield from (("question", note.question), ("answer", joined(note.answers)))
            if note.distractors:
                yield "distractors", joined(each.text for each in note.distractors)
                yield "why", joined(each.why for each in note.distractors)
        case NumericNote():
            yield from (("question", note.question), ("number", str(note.number)))
            yield from (("tolerance", str(note.tolerance)),) if note.tolerance else ()
            yield from (("unit", note.unit),) if note.unit else ()
        case OrderingNote():
            yield from (("question", note.question), ("order", joined(note.steps)))
        case MatchingNote():
            yield "question", note.question
            yield "left", joined(pair.left for pair in note.pairs)
            yield "right", joined(pair.right for pair in note.pairs)
    if isinstance(note, BasicNote | ClozeNote) and note.typed:
        yield "typed", "yes"
        yield from (("accept", joined(note.accept)),) if note.accept else ()
    yield from (("extra", note.extra),) if note.extra else ()
    yield from (("tags", " ".join(note.tags)),) if note.tags else ()
