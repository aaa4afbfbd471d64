"""The cards of Obsidian's plugin Spaced Repetition.

`question::answer` on a line, `:::` for both directions; on several lines with a line `?`, or `??`
for both directions, between them; and paragraphs with clozes, `==hidden==`. A tag such as
`#flashcards/anatomy` says which deck those after it are in
(https://stephenmwangi.com/obsidian-spaced-repetition/flashcards/q-and-a-cards/).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ipt_cards.deck.markup.cloze import cloze_numbers
from ipt_cards.deck.note import BasicNote, ClozeNote
from ipt_cards.deck.text import normal_text, without_control_characters
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.found import NO_ID, FormatError, Found, FoundNote, Loss, Source
from ipt_cards.formats.markdown.clozes import with_clozes

_DECK = re.compile(r"#(flashcards?(?:/[^\s#]+)?)(?=\s|$)")
_SCHEDULE = re.compile(r"(?<!\s)\s*+(?:<!--SR:(?:(?!<!--SR:).)*?-->|\^[\w-]++$)", re.DOTALL)
_INLINE = re.compile(r"(?<!:)(:{2,3})(?!:)")
_CODE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")
_CLOZE = re.compile(
    r"==(?:(?P<number>\d+);;)?(?P<hidden>[^=\n](?:[^=\n]|=(?!=))*?)==(?:\^\[(?P<hint>[^\]\n]*)\])?"
)
_EMBED = re.compile(r"!\[\[([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]")


class _Paragraph(NamedTuple):
    line: int
    lines: list[str]


def recognises(source: Source) -> bool:
    """Whether such cards are among the first thousands of lines."""
    beginning = source.content[: 1 << 16].decode("utf-8", "replace")
    return bool(
        _DECK.search(beginning)
        or re.search(
            r"^.*[^\s:] ?:{2,3} ?[^\s:]|^\?\??\s*$|==[^=\s][^=\n]*==", beginning, re.MULTILINE
        )
    )


def read(source: Source) -> Found:
    """The cards in a note of Obsidian's. Raises FormatError where there are none."""
    text, encoding = text_of(source)
    notes: list[FoundNote] = []
    losses: list[Loss] = []
    topic = _deck_in_front_matter(text)
    for paragraph in _paragraphs(text):
        line, lines = paragraph
        found = _DECK.match(lines[0].strip())
        own = topic
        if found is not None:
            rest = _DECK.sub("", lines[0]).strip()
            own = _topic(found[1])
            if not rest:
                # Only a tag that stands alone is for those after it, too.
                topic = own
                lines = lines[1:]
                line += 1
            else:
                lines = [rest, *lines[1:]]
        notes += _cards(line, lines, own, losses)
    if not notes and not losses:
        raise FormatError(source.name, 1, 1, "no card is in it: none of `::`, `?` and `==`")
    return Found(source.stem, tuple(notes), tuple(losses), read_as=encoding)


def _deck_in_front_matter(text: str) -> str:
    matter = re.match(r"---\r?\n(.*?)\r?\n---\s*\n", text, re.DOTALL)
    found = re.search(r"\b(flashcards?/[^\s,\]\"']+)", matter[1]) if matter else None
    return _topic(found[1]) if found else ""


def _topic(tag: str) -> str:
    return tag.partition("/")[2].replace("/", "::").replace("_", " ").replace("-", " ")


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Lines between blank ones, without front matter, comments and code."""
    lines = text.splitlines()
    start = 0
    if lines[:1] == ["---"] and "---" in lines[1:]:
        start = lines.index("---", 1) + 1
    current: list[str] = []
    begins = start + 1
    fence = ""
    for number, line in enumerate(lines[start:], start + 1):
        opened = re.match(r"\s*(```+|~~~+)", line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        if not line.strip() and not fence:
            if current:
                yield _Paragraph(begins, current)
            current = []
            continue
        if not current:
            begins = number
        current.append(line)
    if current:
        yield _Paragraph(begins, current)


def _cards(line: int, lines: list[str], topic: str, losses: list[Loss]) -> Iterator[FoundNote]:
    separators = [place for place, each in enumerate(lines) if each.strip() in {"?", "??"}]
    if separators:
        place = separators[0]
        front, back = _text(lines[:place]), _text(lines[place + 1 :])
        if not front or not back:
            missing = "answer after" if front else "question before"
            losses.append(Loss(line + place, f"not taken: there is no {missing} the line `?`"))
            return
        both = lines[place].strip() == "??"
        note = BasicNote(id=NO_ID, front=front, back=back, reversed=both)
        yield FoundNote(note, front, line, topic)
        return
    if lines and re.match(r"\s*(```|~~~)", lines[0]):
        return
    rest: list[str] = []
    for at, each in enumerate([*lines, ""]):
        card = _on_a_line(each)
        if card is None and at < len(lines):
            rest.append(each)
            continue
        yield from _cloze(line + at - len(rest), rest, topic)
        rest = []
        if card is not None:
            yield FoundNote(card, card.front, line + at, topic)


def _cloze(line: int, lines: list[str], topic: str) -> Iterator[FoundNote]:
    """The note that lines without another card are, if something of them is to be hidden."""
    if "==" in "".join(lines):
        text = with_clozes(_text(lines), _CLOZE)
        if cloze_numbers(text):
            yield FoundNote(ClozeNote(id=NO_ID, text=text), text, line, topic)


def _on_a_line(line: str) -> BasicNote | None:
    hidden = _CODE.sub(lambda code: " " * len(code[0]), line)
    found = _INLINE.search(hidden)
    if found is None:
        return None
    front = _text([re.sub(r"^\s*[-*+]\s+", "", line[: found.start()])])
    back = _text([line[found.end() :]])
    if not front or not back:
        return None
    return BasicNote(id=NO_ID, front=front, back=back, reversed=len(found[1]) == 3)


def _text(lines: list[str]) -> str:
    text = _SCHEDULE.sub("", "\n".join(lines))
    text = _EMBED.sub(lambda found: f"![]({found[1].replace(' ', '%20')})", text)
    return normal_text(without_control_characters(_WIKI_LINK.sub(r"\1", text)))
