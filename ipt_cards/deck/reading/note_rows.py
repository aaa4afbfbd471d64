"""Notes to and from rows of texts and numbers, as the parse cache keeps them."""

from typing import Any

from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note, OcclusionNote
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.occlusion_rows import occlusion_of, row_of_occlusion

Row = list[Any]
"""The kind, what every note has, and what the kind has: nothing but what JSON keeps."""


def row_of(note: Note) -> Row:
    """A note's row; its file is left out, for it may be renamed."""
    shared = [note.at.line, note.at.column, note.id, note.extra, note.tags, note.sources, note.guid]
    match note:
        case BasicNote():
            own = [note.front, note.back, note.reversed, note.typed, note.accept, note.template]
            return ["basic", *shared, *own]
        case ClozeNote():
            return ["cloze", *shared, note.text]
        case ChoiceNote():
            distractors = [[each.text, each.why] for each in note.distractors]
            return ["choice", *shared, note.question, note.answers, distractors]
        case OcclusionNote():
            return ["occlusion", *shared, *row_of_occlusion(note)]


def id_in(row: Row) -> str:
    """The note's id."""
    note_id: str = row[3]
    return note_id


def note_of(row: Row, file: str) -> Note:
    """The note that a row was made of, standing in this file."""
    kind, line, column, note_id, extra, tags, sources, guid, *own = row
    at = Position(file, line, column)
    shared = {
        "id": note_id,
        "extra": extra,
        "tags": tuple(tags),
        "sources": tuple(sources),
        "guid": guid,
    }
    if kind == "basic":
        front, back, is_reversed, typed, accept, template = own
        return BasicNote(
            front=front,
            back=back,
            reversed=is_reversed,
            typed=typed,
            accept=tuple(accept),
            template=template,
            at=at,
            **shared,
        )
    if kind == "cloze":
        return ClozeNote(text=own[0], at=at, **shared)
    if kind == "occlusion":
        return OcclusionNote(**occlusion_of(own), at=at, **shared)
    question, answers, distractors = own
    return ChoiceNote(
        question=question,
        answers=tuple(answers),
        distractors=tuple(Distractor(text, why) for text, why in distractors),
        at=at,
        **shared,
    )
