"""All of a note's Markdown, and the note with other Markdown."""

from collections.abc import Callable
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


def texts_by_key(note: Note) -> list[tuple[str, str]]:
    """All of a note's Markdown, each text with the YAML key that it stands under."""
    found: list[tuple[str, str]]
    match note:
        case BasicNote():
            found = [("front", note.front), ("back", note.back)]
            found += [("accept", accepted) for accepted in note.accept]
        case ClozeNote():
            found = [("cloze", note.text)]
            found += [("accept", accepted) for accepted in note.accept]
        case ChoiceNote():
            found = [("question", note.question)]
            found += [("answer", answer) for answer in note.answers]
            for distractor in note.distractors:
                found += (("distractors", distractor.text), ("distractors", distractor.why))
        case OcclusionNote():
            found = [("header", note.header)]
            found += [("masks", mask.label) for mask in note.masks]
        case NumericNote():
            found = [("question", note.question)]
        case OrderingNote():
            found = [("question", note.question)]
            found += [("order", step) for step in note.steps]
        case MatchingNote():
            found = [("question", note.question)]
            for pair in note.pairs:
                found += (("pairs", pair.left), ("pairs", pair.right))
    found.append(("extra", note.extra))
    return found


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
