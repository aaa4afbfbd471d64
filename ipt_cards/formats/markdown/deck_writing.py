"""A deck as one document in Markdown that people read, and import reads back.

A heading a topic, a heading below it a note, with its id; below that its question, and its other
parts after bold labels. A line of a text that would be taken for one of these has a backslash
before it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

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
)
from ipt_cards.formats.banks.writing import options_of
from ipt_cards.formats.exported import Exported, NotSaid
from ipt_cards.formats.unsaid import unsaid_of_deck, unsaid_of_note

ANSWER, EXTRA, OPTIONS, ORDER, PAIRS, ACCEPT = (
    "Answer",
    "Extra",
    "Options",
    "Order",
    "Pairs",
    "Also right",
)
NUMBER, TOLERANCE, UNIT, TAGS, LEVEL = "Number", "Tolerance", "Unit", "Tags", "Level"
ASKED, TYPED = "Asked", "Typed"
LABELS = (
    *(ANSWER, EXTRA, OPTIONS, ORDER, PAIRS, ACCEPT),
    *(NUMBER, TOLERANCE, UNIT, TAGS, LEVEL, ASKED, TYPED),
)
BOTH_WAYS = "in both directions"
YES = "yes"
LABEL = re.compile(rf"\*\*({'|'.join(LABELS)}):\*\*(?:[ \t]+(.*))?")
GUARDED = re.compile(rf"\\*(?:#{{1,2}}(?=\s|$)|\*\*(?:{'|'.join(LABELS)}):\*\*)")
"""What a line of a text must not begin with."""
GUARDED_IN_ITEM = re.compile(r"\\*[>=]")
"""The same for a line in an item, but for its first."""


def write(deck: Deck, media: MediaFolder) -> Exported:  # noqa: ARG001 - as every writer
    """The deck as one file, and what it can't say."""
    losses = list(unsaid_of_deck(deck))
    said: list[Note] = []
    blocks: list[str] = []
    for topic in deck.topics:
        blocks.append(f"# {topic.name}")
        for note in topic.notes:
            if isinstance(note, OcclusionNote):
                losses.append(NotSaid("areas of a picture", note))
                continue
            losses += (
                NotSaid(each.what, note) for each in unsaid_of_note(replace(note, level=None))
            )
            said.append(note)
            blocks += [f"## {note.id}", *_blocks(note)]
    text = "\n\n".join(blocks) + "\n"
    return Exported({f"{deck.id}.md": text.encode()}, tuple(losses), tuple(media_in(said)))


def _blocks(note: Note) -> Iterator[str]:
    match note:
        case BasicNote():
            yield from (_text(note.front), *_part(ANSWER, note.back))
            yield from (_line(ASKED, BOTH_WAYS),) if note.reversed else ()
        case ClozeNote():
            yield _text(note.text)
        case ChoiceNote():
            items = [
                _item("- [x] ", each.text)
                if each.is_right
                else _item("- [ ] ", each.text, "> ", each.why)
                for each in options_of(note)
            ]
            yield from (_text(note.question), _label(OPTIONS), "\n".join(items))
        case NumericNote():
            yield from (_text(note.question), _line(NUMBER, str(note.number)))
            yield from (_line(TOLERANCE, str(note.tolerance)),) if note.tolerance else ()
            yield from (_line(UNIT, note.unit),) if note.unit else ()
        case OrderingNote():
            steps = (_item(f"{number}. ", step) for number, step in enumerate(note.steps, 1))
            yield from (_text(note.question), _label(ORDER), "\n".join(steps))
        case MatchingNote():
            pairs = (_item("- ", pair.left, "= ", pair.right) for pair in note.pairs)
            yield from (_text(note.question), _label(PAIRS), "\n".join(pairs))
    if isinstance(note, BasicNote | ClozeNote) and note.typed:
        yield _line(TYPED, YES)
        yield from _listed(ACCEPT, note.accept)
    yield from _part(EXTRA, note.extra) if note.extra else ()
    yield from (_line(TAGS, " ".join(note.tags)),) if note.tags else ()
    yield from (_line(LEVEL, note.level.value),) if note.level else ()


def _label(name: str) -> str:
    return f"**{name}:**"


def _line(name: str, said: str) -> str:
    return f"**{name}:** {said}"


def _part(name: str, text: str) -> Iterator[str]:
    yield from (_label(name), _text(text))


def _listed(name: str, texts: Iterable[str]) -> Iterator[str]:
    if items := [_item("- ", text) for text in texts]:
        yield from (_label(name), "\n".join(items))


def _text(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"\\{line}" if GUARDED.match(line) else line for line in lines)


def _item(marker: str, text: str, mark: str = "", beside: str = "") -> str:
    """An item of a list. beside: what belongs to the text, each of its lines after a mark."""
    indent = " " * (len(marker) if marker[0].isdigit() else 2)
    first, *others = text.split("\n")
    lines = [marker + first]
    for line in others:
        guarded = f"\\{line}" if GUARDED_IN_ITEM.match(line) else line
        lines.append(indent + guarded if line else "")
    said = beside.split("\n") if beside else []
    lines += (indent + (mark + line if line else mark.rstrip()) for line in said)
    return "\n".join(lines)
