"""All of a note's Markdown, and the note with other Markdown."""

from collections.abc import Callable, Iterator
from dataclasses import replace

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


def texts_by_key(note: Note) -> Iterator[tuple[str, str]]:
    """All of a note's Markdown, each text with the YAML key that it stands under."""
    match note:
        case BasicNote():
            yield from (("front", note.front), ("back", note.back))
            yield from (("accept", accepted) for accepted in note.accept)
        case ClozeNote():
            yield "cloze", note.text
            yield from (("accept", accepted) for accepted in note.accept)
        case ChoiceNote():
            yield "question", note.question
            yield from (("answer", answer) for answer in note.answers)
            for distractor in note.distractors:
                yield from (("distractors", distractor.text), ("distractors", distractor.why))
        case OcclusionNote():
            yield "header", note.header
            yield from (("masks", mask.label) for mask in note.masks)
        case NumericNote():
            yield "question", note.question
        case OrderingNote():
            yield "question", note.question
            yield from (("order", step) for step in note.steps)
        case MatchingNote():
            yield "question", note.question
            for pair in note.pairs:
                yield from (("pairs", pair.left), ("pairs", pair.right))
    yield "extra", note.extra


def with_texts(note: Note, change: Callable[[str, str], str]) -> Note:
    """The note with all of its Markdown changed.

    change: makes a text of the YAML key that one stands under, and the text.
    """
    extra = change("extra", note.extra)
    match note:
        case BasicNote():
            front, back = change("front", note.front), change("back", note.back)
            accept = tuple(change("accept", text) for text in note.accept)
            return replace(note, front=front, back=back, accept=accept, extra=extra)
        case ClozeNote():
            accept = tuple(change("accept", text) for text in note.accept)
            return replace(note, text=change("cloze", note.text), accept=accept, extra=extra)
        case ChoiceNote():
            return replace(
                note,
                question=change("question", note.question),
                answers=tuple(change("answer", text) for text in note.answers),
                distractors=tuple(
                    Distractor(change("distractors", each.text), change("distractors", each.why))
                    for each in note.distractors
                ),
                extra=extra,
            )
        case OcclusionNote():
            return replace(
                note,
                header=change("header", note.header),
                masks=tuple(
                    replace(mask, label=change("masks", mask.label)) for mask in note.masks
                ),
                extra=extra,
            )
        case NumericNote():
            return replace(note, question=change("question", note.question), extra=extra)
        case OrderingNote():
            steps = tuple(change("order", step) for step in note.steps)
            return replace(
                note, question=change("question", note.question), steps=steps, extra=extra
            )
        case MatchingNote():
            pairs = tuple(
                Pair(change("pairs", pair.left), change("pairs", pair.right)) for pair in note.pairs
            )
            return replace(
                note, question=change("question", note.question), pairs=pairs, extra=extra
            )
