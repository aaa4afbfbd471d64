"""A deck as a study sheet for a word processor: its questions and answers, topic by topic.

The same deck is the same bytes: the document's dates are fixed.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ipt_cards.deck.answers.numeric import numeric_answer, tolerated
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import hidden_contents, to_plain
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.formats.banks.writing import options_of
from ipt_cards.formats.exported import Exported, NotSaid
from ipt_cards.formats.sheet.paragraphs import Paragraphs
from ipt_cards.formats.sheet.unsaid import unsaid_on_paper

if TYPE_CHECKING:
    from docx.document import Document

_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(deck: Deck, media: MediaFolder) -> Exported:
    """The document, and what isn't in it. Raises OSError for a medium."""
    import docx  # noqa: PLC0415 - slow to import, and needed here alone

    document = docx.Document()
    _date(document, deck)
    document.add_heading(deck.name, 0)
    losses = list(unsaid_on_paper(deck))
    number = 0
    for topic in deck.topics:
        if topic.notes:
            document.add_heading(topic.name, 1)
        for note in topic.notes:
            number += 1
            writing = Paragraphs(document, media)
            _note(writing, note, number)
            losses += (NotSaid(what, note) for what in dict.fromkeys(writing.unsaid))
    container = io.BytesIO()
    document.save(container)
    return Exported({f"{deck.id}.docx": _with_fixed_dates(container)}, tuple(losses))


def _date(document: "Document", deck: Deck) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = deck.name, "", ""
    properties.created = properties.modified = _MOMENT
    properties.last_modified_by, properties.revision = "", 1


def _with_fixed_dates(container: io.BytesIO) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(container) as made, zipfile.ZipFile(packed, "w") as archive:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            archive.writestr(member, made.read(name))
    return packed.getvalue()


def _note(writing: Paragraphs, note: Note, number: int) -> None:
    head = f"{number}.  "
    match note:
        case BasicNote():
            writing.asked(note.front, head)
            writing.answer(note.back)
            writing.told("Also right: ", note.accept)
        case ClozeNote():
            writing.asked(note.text, head, gaps=True)
            for _, content in hidden_contents(note.text):
                writing.plain_answer(content)
            writing.told("Also right: ", note.accept)
        case ChoiceNote():
            writing.asked(note.question, head)
            _options(writing, note)
        case NumericNote():
            writing.asked(note.question, head)
            writing.plain_answer(numeric_answer(note))
            if within := tolerated(note):
                writing.told("Right from ", [within])
        case OrderingNote():
            writing.asked(note.question, head)
            for place, step in enumerate(note.steps, start=1):
                writing.answer(step, f"→  {place}.  ")
        case MatchingNote():
            writing.asked(note.question, head)
            for pair in note.pairs:
                writing.pair(pair.left, pair.right)
        case OcclusionNote():
            writing.asked(note.header or "What is where?", head)
            writing.picture(note.image)
            writing.labels([to_plain(mask.label) for mask in note.masks if mask.label])
    writing.told("", [note.extra] if note.extra else [])


def _options(writing: Paragraphs, note: ChoiceNote) -> None:
    options = [(chr(ord("A") + place), option) for place, option in enumerate(options_of(note))]
    for letter, option in options:
        writing.option(f"{letter})  ", option.text)
    for letter, option in options:
        if option.is_right:
            writing.answer(option.text, f"→  {letter})  ")
    for letter, option in options:
        if option.why:
            writing.told(f"Not {letter}: ", [option.why])
