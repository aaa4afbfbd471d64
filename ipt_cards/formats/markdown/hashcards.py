"""The cards of hashcards (https://github.com/eudoxia0/hashcards) and repeater.

`Q:` and `A:` begin a question and its answer, `C:` a text with clozes in brackets. A line `---`, or
the next card, ends one.
"""

import re
import tomllib
from collections.abc import Iterator

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.cloze import cloze_at, cloze_numbers
from ipt_cards.deck.media_files.media import MediaFolder, media_in
from ipt_cards.deck.note import BasicNote, ClozeNote, Note, kind_of
from ipt_cards.deck.text import normal_text, without_control_characters
from ipt_cards.formats.encoding import text_of
from ipt_cards.formats.exported import Exported, NotSaid
from ipt_cards.formats.found import NO_ID, FormatError, Found, FoundNote, Loss, Source
from ipt_cards.formats.markdown.clozes import with_clozes
from ipt_cards.formats.unsaid import unsaid_of_deck, unsaid_of_note

_TAG = re.compile(r"([QAC]):(?:[ \t]+|$)")
_BRACKETS = re.compile(r"(?<![!\\])\[(?P<hidden>[^\[\]]+)\](?!\()")
_RULE = re.compile(r"-{3,}\s*")
_LOOKS_LIKE_A_TAG = re.compile(r"^([QAC]):", re.MULTILINE)
_WRITTEN_TAG = re.compile(r"^([QAC])&#58;", re.MULTILINE)
_HAS_RULE = re.compile(r"^-{3,}\s*$", re.MULTILINE)


def recognises(source: Source) -> bool:
    """Whether cards of this kind begin at some line of the first thousands."""
    beginning = source.content[: 1 << 16].decode("utf-8", "replace")
    asks = re.search(r"^Q:(?:\s|$)", beginning, re.MULTILINE)
    return bool(
        (asks and re.search(r"^A:(?:\s|$)", beginning, re.MULTILINE))
        or re.search(r"^C:\s[^\[]*\[", beginning, re.MULTILINE)
    )


def read(source: Source) -> Found:
    """The cards in a file. Raises FormatError where there are none."""
    text, encoding = text_of(source)
    name, lines, first = _without_front_matter(text.splitlines(), source)
    notes: list[FoundNote] = []
    losses: list[Loss] = []
    for line, parts in _blocks(lines, first):
        note = _note(parts)
        if isinstance(note, str):
            losses.append(Loss(line, f"not taken: {note}"))
        else:
            key = note.text if isinstance(note, ClozeNote) else note.front
            notes.append(FoundNote(note, key, line))
    if not notes and not losses:
        raise FormatError(source.name, 1, 1, "no card begins here with `Q:` or `C:`")
    return Found(
        name or source.stem,
        tuple(notes),
        tuple(losses),
        read_as=encoding,
        macros_file="macros.tex",
    )


def _without_front_matter(lines: list[str], source: Source) -> tuple[str, list[str], int]:
    """The deck's name, the lines after the front matter, and the number of their first."""
    if lines[:1] != ["---"] or "---" not in lines[1:]:
        return "", lines, 1
    end = lines.index("---", 1)
    try:
        name = tomllib.loads("\n".join(lines[1:end])).get("name", "")
    except tomllib.TOMLDecodeError as error:
        if "=" in "".join(lines[1:end]):
            raise FormatError(source.name, 1, 1, f"the front matter is no TOML: {error}") from None
        name = ""  # YAML's, which repeater passes over
    return name if isinstance(name, str) else "", lines[end + 1 :], end + 2


def _blocks(lines: list[str], first: int) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Each card's line, and its lines by the letter before them."""
    parts: dict[str, list[str]] = {}
    begins = first
    current: list[str] | None = None
    in_code = ""
    for line, text in enumerate(lines, first):
        fence = re.match(r"\s*(```+|~~~+)", text)
        if fence and (not in_code or fence[1].startswith(in_code)):
            in_code = "" if in_code else fence[1]
        tag = None if in_code else _TAG.match(text)
        if tag is None and not in_code and _RULE.fullmatch(text):
            if parts:
                yield begins, parts
            parts, current = {}, None
            continue
        if tag is None:
            if current is not None:
                current.append(text)
            continue
        letter = tag[1]
        if letter in "QC" or letter in parts:
            if parts:
                yield begins, parts
            parts = {}
        if not parts:
            begins = line
        current = parts.setdefault(letter, [])
        current.append(text[tag.end() :])
    if parts:
        yield begins, parts


def _note(parts: dict[str, list[str]]) -> BasicNote | ClozeNote | str:
    """The note of a card, or why there is none."""
    texts = {letter: _text(lines) for letter, lines in parts.items()}
    if "C" in texts:
        text = with_clozes(texts["C"], _BRACKETS)
        if not cloze_numbers(text):
            return "nothing stands in [brackets], so there is nothing to hide"
        return ClozeNote(id=NO_ID, text=text.replace("\\[", "[").replace("\\]", "]"))
    if not texts.get("Q"):
        return "the answer has no question (`Q:`) before it"
    if not texts.get("A"):
        return "the question has no answer (`A:`)"
    return BasicNote(id=NO_ID, front=texts["Q"], back=texts["A"])


def _text(lines: list[str]) -> str:
    text = normal_text(without_control_characters("\n".join(lines)))
    # `@/` stands for the folder that all decks are in.
    return _WRITTEN_TAG.sub(r"\1:", text).replace("](@/", "](")


def write(deck: Deck, media: MediaFolder) -> Exported:  # noqa: ARG001 - as every writer
    """The deck as a file of hashcards' for each topic."""
    losses = list(unsaid_of_deck(deck))
    files: dict[str, bytes] = {}
    said: list[Note] = []
    for topic in deck.topics:
        cards: list[str] = []
        for note in topic.notes:
            card = _card(note)
            if card is None:
                losses.append(NotSaid(_why_not(note), note))
                continue
            losses += (NotSaid(what, note) for what in _unsaid(note))
            losses += unsaid_of_note(note)
            said.append(note)
            cards.append(card)
        files[f"{topic.id}.md"] = (_front_matter(topic) + "\n---\n\n".join(cards)).encode()
    return Exported(files, tuple(losses), tuple(media_in(said)))


def _front_matter(topic: Topic) -> str:
    name = topic.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'---\nname = "{name}"\n---\n\n'


def _card(note: Note) -> str | None:
    if isinstance(note, BasicNote):
        if _HAS_RULE.search(note.front) or _HAS_RULE.search(note.back):
            return None
        return f"Q: {_escaped(note.front)}\nA: {_escaped(note.back)}\n"
    if isinstance(note, ClozeNote) and not _HAS_RULE.search(note.text):
        text = _in_brackets(note.text)
        return None if text is None else f"C: {_escaped(text)}\n"
    return None


def _why_not(note: Note) -> str:
    if isinstance(note, BasicNote | ClozeNote):
        return "notes whose text would be taken for other cards or clozes"
    return f"{kind_of(note)} notes"


def _unsaid(note: Note) -> Iterator[str]:
    if isinstance(note, BasicNote) and note.reversed:
        yield "that a note is asked in both directions"
    if isinstance(note, BasicNote | ClozeNote) and note.typed:
        yield "that an answer is typed"
    if isinstance(note, ClozeNote) and _has_hints_or_numbers(note.text):
        yield "a cloze's hint and number, and which clozes are hidden together"
    if note.extra:
        yield "what is shown after the answer"
    if note.tags:
        yield "tags"


def _escaped(text: str) -> str:
    return _LOOKS_LIKE_A_TAG.sub(r"\1&#58;", text)


def _has_hints_or_numbers(text: str) -> bool:
    # Brackets number themselves, from 1 on.
    numbers = [int(number) for number in re.findall(r"\{\{c(\d+)::", text)]
    is_numbered = numbers != list(range(1, len(numbers) + 1))
    return is_numbered or "::" in re.sub(r"\{\{c\d+::", "", text)


def _in_brackets(text: str) -> str | None:
    """The text with brackets for its clozes; None where it has others, or clozes within clozes."""
    parts: list[str] = []
    position = 0
    while (start := text.find("{{c", position)) >= 0:
        span = cloze_at(text, start, len(text))
        if span is None:
            return None
        hidden = text[span.content_start : span.content_end]
        if "{{" in hidden:
            return None
        parts += (text[position:start], "\0", hidden.strip().replace(r":\:", "::"), "\1")
        position = span.end
    parts.append(text[position:])
    whole = "".join(parts)
    if re.search(r"[\[\]`]", whole) or "\0\1" in whole:
        return None
    return whole.replace("\0", "[").replace("\1", "]")
