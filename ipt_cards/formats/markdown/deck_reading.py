"""From a deck in Markdown, as `export` writes it or somebody who saw one, to notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypedDict

from ipt_cards.deck.answers.units import is_unit
from ipt_cards.deck.level import Level
from ipt_cards.deck.markup.cloze import cloze_numbers
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    Note,
    NumericNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.deck.text import is_identifier, normal_text, without_control_characters
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import (
    NO_ID,
    UNEXPLAINED,
    FormatError,
    Found,
    FoundNote,
    Loss,
    Source,
    unexplained,
)
from ipt_cards.formats.markdown.deck_writing import (
    ACCEPT,
    ANSWER,
    ASKED,
    BOTH_WAYS,
    EXTRA,
    GUARDED,
    GUARDED_IN_ITEM,
    LABEL,
    LEVEL,
    NUMBER,
    OPTIONS,
    ORDER,
    PAIRS,
    TAGS,
    TOLERANCE,
    TYPED,
    UNIT,
    YES,
)

_HEADING = re.compile(r"(#{1,2})[ \t]++(.*[^ \t]|)[ \t]*$")
_PARTED = re.compile(rb"(?m)^\*\*(?:Answer|Options|Number|Order|Pairs):\*\*|\{\{c\d+::")
_NOTE = re.compile(rb"(?m)^## [a-z0-9]+(?:-[a-z0-9]+)*\r?$")
_OPTION = re.compile(r"(- \[[ xX]\] )(.*)")
_PLAIN_ITEM = re.compile(r"(- )(.*)")
_WRONG = "- [ ] "
_STEP = re.compile(r"(\d+\. )(.*)")


class _NotTakenError(Exception):
    """A note that can't be. The message says why, for people."""


class _Shared(TypedDict):
    id: str
    extra: str
    tags: tuple[str, ...]
    level: Level | None


@dataclass(slots=True)
class _Block:
    """What stands below a note's heading: the lines of its question, and of each part by its label.

    A part's first line is what stands beside its label. lines: where the labels stand.
    losses: parts that say what no note can, without which the note is kept.
    """

    heading: str
    line: int
    topic: str
    asked: list[str] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def has(self, label: str) -> bool:
        return label in self.parts

    def text(self, label: str) -> str:
        return _text(self.parts.get(label, ()))

    def said(self, label: str) -> str:
        """What stands beside a label."""
        return normal_text(self.parts[label][0]) if self.has(label) else ""

    def leave_out(self, label: str, why: str) -> None:
        """Go on without a part, and tell why."""
        self.losses.append(Loss(self.lines[label], f"left out of “{self.heading[:60]}”: {why}"))


def recognises(source: Source) -> bool:
    """Whether notes with ids begin at headings, with clozes or parts of notes below."""
    beginning = source.content[: 1 << 20]
    return bool(_NOTE.search(beginning) and _PARTED.search(beginning))


def read(source: Source) -> Found:
    """The notes of a document. Raises FormatError where there are none."""
    text, encoding = text_of(source)
    notes: list[FoundNote] = []
    losses: list[Loss] = []
    for block in _blocks(without_control_characters(text).replace("\r\n", "\n").split("\n")):
        try:
            note = _note(block)
        except (_NotTakenError, ValueError) as error:
            losses.append(Loss(block.line, f"“{block.heading[:60]}” isn't taken: {error}"))
            continue
        losses += block.losses
        key = note.id if note.id != NO_ID else block.heading
        notes.append(FoundNote(note, key, block.line, block.topic))
    if not notes and not losses:
        raise FormatError(source.name, 1, 1, "no heading `## ` with a note below is in it")
    return Found(source.stem, tuple(notes), tuple(losses), read_as=encoding)


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    topic = ""
    block: _Block | None = None
    current: list[str] = []
    for number, line in enumerate(lines, 1):
        heading = _HEADING.match(line)
        if heading is not None:
            if block is not None:
                yield block
            block = None
            current = []
            if heading[1] == "#":
                topic = heading[2]
            else:
                block = _Block(heading[2], number, topic)
                current = block.asked
            continue
        label = LABEL.fullmatch(line)
        if block is not None and label is not None:
            block.lines.setdefault(label[1], number)
            current = block.parts.setdefault(label[1], [])
            current.append(label[2] or "")
        else:
            current.append(line[1:] if line.startswith("\\") and GUARDED.match(line) else line)
    if block is not None:
        yield block


def _note(block: _Block) -> Note:
    asked = _text(block.asked)
    # A heading that somebody wrote is the question, and where nothing tells of another, what is
    # below it is the answer.
    is_bare = not block.parts.keys() - {EXTRA, TAGS, LEVEL, ASKED, TYPED, ACCEPT}
    is_answer = bool(asked) and is_bare and not cloze_numbers(asked)
    has_id = is_identifier(block.heading) and not is_answer
    if is_answer:
        block.parts[ANSWER] = asked.split("\n")
        asked = ""
    if not has_id:
        asked = "\n\n".join(filter(None, (normal_text(block.heading), asked)))
    if not asked:
        raise _NotTakenError("it asks nothing")
    shared: _Shared = {
        "id": block.heading if has_id else NO_ID,
        "extra": block.text(EXTRA),
        "tags": tuple(dict.fromkeys(block.said(TAGS).split())),
        "level": _level(block),
    }
    if block.has(OPTIONS):
        return _choice(block, asked, shared)
    if block.has(NUMBER):
        return NumericNote(
            question=asked,
            number=_number(block.said(NUMBER)),
            tolerance=_tolerance(block),
            unit=_unit(block),
            **shared,
        )
    if block.has(ORDER):
        steps = tuple(text for _, text, _ in _items(block.parts[ORDER], _STEP, ""))
        return OrderingNote(question=asked, steps=steps, **shared)
    if block.has(PAIRS):
        items = _items(block.parts[PAIRS], _PLAIN_ITEM, "=")
        return MatchingNote(
            question=asked, pairs=tuple(Pair(left, right) for _, left, right in items), **shared
        )
    typed = _is(block, TYPED, YES)
    accept = tuple(text for _, text, _ in _items(block.parts.get(ACCEPT, []), _PLAIN_ITEM, ""))
    if accept and not typed:
        block.leave_out(ACCEPT, f"`{ACCEPT}` goes only with `**{TYPED}:** {YES}`")
        accept = ()
    if block.has(ANSWER):
        back, both = block.text(ANSWER), _is(block, ASKED, BOTH_WAYS)
        if not back:
            raise _NotTakenError("its answer is empty")
        return BasicNote(
            front=asked, back=back, reversed=both, typed=typed, accept=accept, **shared
        )
    if not cloze_numbers(asked):
        raise _NotTakenError(f"neither **{ANSWER}:** nor a cloze stands below it")
    return ClozeNote(text=asked, typed=typed, accept=accept, **shared)


def _level(block: _Block) -> Level | None:
    written = block.said(LEVEL)
    if not block.has(LEVEL) or written in {*Level}:
        return Level(written) if written else None
    known = [level.value for level in Level]
    suggestion = did_you_mean(written, known) or f": it may be {', '.join(known)}"
    block.leave_out(LEVEL, f"`level` can't be `{written[:40]}`{suggestion}")
    return None


def _is(block: _Block, label: str, wanted: str) -> bool:
    """Whether a part says the only thing that it may say."""
    if not block.has(label):
        return False
    written = block.said(label)
    if written.casefold() != wanted:
        named = label.lower()
        block.leave_out(label, f"`{named}` can't be `{written[:40]}`: it may be {wanted}")
    return written.casefold() == wanted


def _tolerance(block: _Block) -> Decimal:
    written = block.said(TOLERANCE)
    try:
        tolerance = _number(written or "0")
    except _NotTakenError:
        tolerance = Decimal(-1)
    if tolerance >= 0:
        return tolerance
    why = "write how far an answer may be off, 0 or more, as in 0.5"
    block.leave_out(TOLERANCE, f"`{written[:40]}` is no tolerance: {why}")
    return Decimal(0)


def _unit(block: _Block) -> str:
    unit = block.said(UNIT)
    if not unit or is_unit(unit):
        return unit
    block.leave_out(UNIT, f"`{unit[:40]}` is no unit: write one such as mg, km/h or %")
    return ""


def _choice(block: _Block, asked: str, shared: _Shared) -> ChoiceNote:
    items = list(_items(block.parts[OPTIONS], _OPTION, ">"))
    answers = tuple(text for marker, text, _ in items if marker != _WRONG)
    wrong = (Distractor(text, why or UNEXPLAINED) for m, text, why in items if m == _WRONG)
    if not answers:
        raise _NotTakenError("none of its options is marked as right, `- [x]`")
    block.losses += unexplained(
        block.line, [text for marker, text, why in items if marker == _WRONG and not why]
    )
    return ChoiceNote(question=asked, answers=answers, distractors=tuple(wrong), **shared)


def _items(
    lines: Sequence[str], begins: re.Pattern[str], mark: str
) -> Iterator[tuple[str, str, str]]:
    """The items of a list: what marks each, its text, and what stands after the mark beside it."""
    groups: list[tuple[re.Match[str], list[str]]] = []
    for line in lines[1:]:
        if found := begins.match(line):
            groups.append((found, []))
        elif groups:
            groups[-1][1].append(line)
    for found, others in groups:
        indent = len(found[1]) if begins is _STEP else 2
        text, beside = [found[2]], []
        for line in others:
            inside = line[indent:] if line[:indent].isspace() else line
            if mark and inside.startswith(mark):
                beside.append(inside.removeprefix(mark).removeprefix(" "))
            elif beside and inside.strip():
                beside.append(inside)
            else:
                is_guarded = inside.startswith("\\") and GUARDED_IN_ITEM.match(inside)
                text.append(inside[1:] if is_guarded else inside)
        yield found[1], _text(text), _text(beside)


def _number(written: str) -> Decimal:
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise _NotTakenError(f"`{written}` is no number") from None
    if not number.is_finite():
        raise _NotTakenError(f"`{written}` is no number")
    return number


def _text(lines: Sequence[str]) -> str:
    return normal_text("\n".join(lines))
