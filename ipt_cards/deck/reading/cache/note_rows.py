"""Notes to and from rows of texts and numbers, as the parse cache keeps them."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ipt_cards.deck.level import Level
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.cache.occlusion_rows import occlusion_of, row_of_occlusion
from ipt_cards.deck.spelling import Accents, Spelling
from ipt_cards.deck.style_rule import Allowance, StyleRule

if TYPE_CHECKING:  # it needs YAML, which is slow to import, and a known file doesn't
    from ipt_cards.deck.reading.kinds.typed_keys import TypedKeys

Row = list[Any]
"""The kind, what every note has, and what the kind has: nothing but what JSON keeps."""


def row_of(note: Note) -> Row:
    """A note's row; its file is left out, for it may be renamed."""
    shared = [note.at.line, note.at.column, note.id, note.extra, note.tags, note.sources]
    shared += [note.guid, note.allow, note.level, note.after, note.facts]
    match note:
        case BasicNote():
            own = [note.front, note.back, note.reversed, note.template]
            return ["basic", *shared, *own, *_row_of_typed(note)]
        case ClozeNote():
            return ["cloze", *shared, note.text, *_row_of_typed(note)]
        case ChoiceNote():
            distractors = [[each.text, each.why] for each in note.distractors]
            return ["choice", *shared, note.question, note.answers, distractors]
        case OcclusionNote():
            return ["occlusion", *shared, *row_of_occlusion(note)]
        case NumericNote():
            numbers = [str(note.number), str(note.tolerance)]
            return ["numeric", *shared, note.question, *numbers, note.unit]
        case OrderingNote():
            return ["ordering", *shared, note.question, note.steps]
        case MatchingNote():
            pairs = [[pair.left, pair.right] for pair in note.pairs]
            return ["matching", *shared, note.question, pairs]


def id_in(row: Row) -> str:
    """The note's id."""
    note_id: str = row[3]
    return note_id


def note_of(row: Row, file: str) -> Note:
    """The note that a row was made of, standing in this file."""
    kind, line, column, note_id, extra, tags, sources, guid, allow, level, after, facts, *own = row
    at = Position(file, line, column)
    shared = {
        "id": note_id,
        "extra": extra,
        "tags": tuple(tags),
        "sources": tuple(sources),
        "guid": guid,
        "allow": tuple(Allowance(StyleRule(rule), reason) for rule, reason in allow),
        "level": Level(level) if level else None,
        "after": tuple(after),
        "facts": tuple(facts),
    }
    match kind, own:
        case "basic", [front, back, is_reversed, template, *typed]:
            return BasicNote(
                front=front,
                back=back,
                reversed=is_reversed,
                template=template,
                **_typed_of(typed),
                at=at,
                **shared,
            )
        case "cloze", [text, *typed]:
            return ClozeNote(text=text, **_typed_of(typed), at=at, **shared)
        case "choice", [question, answers, distractors]:
            return ChoiceNote(
                question=question,
                answers=tuple(answers),
                distractors=tuple(Distractor(text, why) for text, why in distractors),
                at=at,
                **shared,
            )
        case "occlusion", _:
            return OcclusionNote(**occlusion_of(own), at=at, **shared)
        case "numeric", [question, number, tolerance, unit]:
            return NumericNote(
                question=question,
                number=Decimal(number),
                tolerance=Decimal(tolerance),
                unit=unit,
                at=at,
                **shared,
            )
        case "ordering", [question, steps]:
            return OrderingNote(question=question, steps=tuple(steps), at=at, **shared)
        case "matching", [question, pairs]:
            made = tuple(Pair(left, right) for left, right in pairs)
            return MatchingNote(question=question, pairs=made, at=at, **shared)
    raise ValueError(f"no row of a note: {kind}")


def _row_of_typed(note: BasicNote | ClozeNote) -> Row:
    return [note.typed, note.accept, note.spelling.language, note.spelling.accents]


def _typed_of(row: Row) -> "TypedKeys":
    typed, accept, language, accents = row
    spelling = Spelling(language, Accents(accents))
    return {"typed": typed, "accept": tuple(accept), "spelling": spelling}
