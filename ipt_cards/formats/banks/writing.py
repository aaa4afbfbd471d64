"""What the writers of all banks share: which notes they can say, and what of them they can't."""

import hashlib
import html
from collections.abc import Iterator
from typing import NamedTuple

from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.markup.cloze import cloze_at, gaps_in
from ipt_cards.deck.markup.html import NameMedia
from ipt_cards.deck.markup.parser import CODE, FORMULAS, inline_tokens, parse, parts_in
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Note
from ipt_cards.deck.spelling import Accents
from ipt_cards.formats.banks.questions import FALSE, OPEN_ANSWER, TRUE
from ipt_cards.formats.banks.texts import html_of
from ipt_cards.formats.found import UNEXPLAINED


class UnsaidError(Exception):
    """A note that a bank can't ask at all. The message says why, for people."""


class Option(NamedTuple):
    """An option of a choice. why: it is wrong; "" for a right one, and for one without a reason."""

    text: str
    is_right: bool
    why: str = ""


def options_of(note: ChoiceNote) -> list[Option]:
    """The options in an order that gives nothing away, the same each time.

    The right ones stand among themselves as in the note, and so do the wrong ones.
    """
    right = iter([Option(text, is_right=True) for text in note.answers])
    wrong = iter(
        [
            Option(each.text, False, "" if each.why == UNEXPLAINED else each.why)
            for each in note.distractors
        ]
    )
    count = len(note.answers) + len(note.distractors)
    mixed = sorted(range(count), key=lambda place: _digest(f"{note.id}/{place}"))
    first = set(mixed[: len(note.answers)])
    return [next(right) if place in first else next(wrong) for place in range(count)]


def mixed_places(note_id: str, count: int) -> list[int]:
    """The places of options in another order than their own, the same each time."""
    places = sorted(range(count), key=lambda place: _digest(f"{note_id}/{place}"))
    return places if places != list(range(count)) else [*places[1:], 0]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def is_true_or_false(note: ChoiceNote) -> bool:
    """Whether the choice is between true and false."""
    wrong = [each.text for each in note.distractors]
    return sorted([*note.answers, *wrong]) == [FALSE, TRUE] and len(note.answers) == 1


def answer_of(note: BasicNote) -> str:
    """What an open question's answer is compared with; "" where nothing is."""
    return "" if note.back == OPEN_ANSWER else note.back


def unsaid_of(note: Note) -> Iterator[str]:
    """What no bank can say of a note."""
    if note.sources:
        yield "its sources"
    if note.guid:
        yield "what Anki knows it by"
    if note.level is not None:
        yield "what it asks of a learner"
    if note.after:
        yield "what it comes after"
    if note.facts:
        yield "which facts it asks for"
    if note.allow:
        yield "which rules of style its author breaks, and why"
    if isinstance(note, BasicNote) and note.reversed:
        yield "that it is asked in both directions"
    if isinstance(note, BasicNote | ClozeNote) and note.spelling.accents is not Accents.NEARLY:
        yield "how much accents count"
    if isinstance(note, ClozeNote) and not note.typed:
        yield "that its gaps aren't typed"


class GapIn(NamedTuple):
    """A gap in a text of HTML. content: plain text; is_exact: whether it hides nothing else."""

    number: int
    content: str
    hint: str
    is_exact: bool


def cloze_parts(note: ClozeNote, name_media: NameMedia) -> list[str | GapIn]:
    """A cloze note's text as HTML and gaps. Raises UnsaidError where a gap can't stand alone."""
    tokens = parse(note.text, gaps=True)
    for token in (*tokens, *inline_tokens(tokens)):
        if token.type in FORMULAS | CODE and any(gaps_in(parts_in(token))):
            raise UnsaidError("a gap in a formula or in code")
    text = html_of(note.text, name_media)
    parts: list[str | GapIn] = []
    position = start = 0
    while (start := text.find("{{c", start)) >= 0:
        span = cloze_at(text, start, len(text))
        if span is None:
            start += 1
            continue
        parts.append(text[position:start])
        parts.append(_gap(span.number, text[span.content_start : span.content_end], span.hint))
        position = start = span.end
    return [*parts, text[position:]]


def _gap(number: int, content: str, hint: str) -> GapIn:
    if "{{c" in content:
        raise UnsaidError("a gap within a gap")
    shown, is_exact = text_in(content)
    if not shown:
        raise UnsaidError("a gap that hides no text")
    return GapIn(number, shown, html.unescape(hint), is_exact)


def text_in(written: str) -> tuple[str, bool]:
    """The text that HTML of ours shows, and whether that is all of it."""
    if "<" not in written and "\\" not in written:
        return " ".join(html.unescape(written).split()), True
    return to_plain(to_markdown(written, {}).text), False
