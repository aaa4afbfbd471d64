"""From a fact of Mnemosyne's, of which it makes cards by the fact's card type, to notes.

Source: mnemosyne/libmnemosyne/card_types.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.markup.cloze import cloze_numbers
from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.deck.text import normal_text, without_control_characters
from ipt_cards.formats.banks.texts import as_cloze_html
from ipt_cards.formats.found import NO_ID, FoundNote, Loss

UNTAGGED = frozenset({"__UNTAGGED__", "<default>", ""})
"""What stands for no tag."""

_BRACKETS = re.compile(r"\[(.+?)\]", re.DOTALL)
_KEPT_LINES = re.compile(r"<(?:ul|ol|table|pre)\b", re.IGNORECASE)
_LATEX = re.compile(r"<(latex|\$\$?)>((?:(?!<\1>).)+?)</\1>", re.DOTALL | re.IGNORECASE)
_DOLLARS = re.compile(r"\s*(\$\$?|\\\[|\\\()(.+?)(?:\$\$?|\\\]|\\\))\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fact:
    """What somebody wrote once.

    key: its id. kind: its card type's id, `1` to `6` for Mnemosyne's own, with `::` and a name
    after it for a copy of one. texts: HTML, by the names of its fields. line: where it stands.
    is_typed: whether its answer is typed.
    """

    key: str
    kind: str
    texts: Mapping[str, str]
    line: int
    tags: tuple[str, ...] = ()
    is_typed: bool = False


class _Shared(TypedDict):
    id: str
    extra: str
    tags: tuple[str, ...]


def notes_of(fact: Fact, media: Mapping[str, str], losses: list[Loss]) -> Iterator[FoundNote]:
    """The notes of a fact. What of it can't be kept is added to the losses.

    media: the path in the deck of each medium by the name that texts have for it.
    """
    reading = _Reading(fact, media, losses)
    notes = list(reading.notes())
    if not notes:
        losses.append(Loss(fact.line, "not taken: its question or its answer is empty"))
    for number, note in enumerate(notes):
        yield FoundNote(note, f"{fact.key}/{number}" if number else fact.key, fact.line)
    losses += (Loss(fact.line, f"`{name}` isn't there") for name in dict.fromkeys(reading.missing))


class _Reading:
    def __init__(self, fact: Fact, media: Mapping[str, str], losses: list[Loss]) -> None:
        self.missing: list[str] = []
        self._fact = fact
        self._media = media
        self._losses = losses

    def notes(self) -> Iterator[Note]:
        kind = self._fact.kind.partition("::")[0]
        match kind:
            case "4":
                return self._map()
            case "5":
                return self._cloze("text", "")
            case "6":
                return self._sentence()
            case "3":
                extra = "\n\n".join(filter(None, (self._text("p_1"), self._text("n"))))
                return self._basic("f", "m_1", extra, both=True)
            case "1" | "2":
                return self._basic("f", "b", self._text("n"), both=kind == "2")
            case _:
                return self._other()

    def _basic(self, front: str, back: str, extra: str, *, both: bool = False) -> Iterator[Note]:
        asked, answer = self._text(front), self._text(back)
        if asked and answer:
            typed = self._fact.is_typed
            shared = self._shared(extra)
            yield BasicNote(front=asked, back=answer, reversed=both, typed=typed, **shared)

    def _map(self) -> Iterator[Note]:
        """A place to find on a blank map, and one to name on a marked one."""
        place, blank, marked = map(self._text, ("loc", "blank", "marked"))
        if place and marked:
            shared = self._shared("")
            asked = "\n\n".join(filter(None, (place, blank)))
            yield BasicNote(front=asked, back=marked, **shared)
            yield BasicNote(front=marked, back=place, **shared)

    def _cloze(self, key: str, extra: str) -> Iterator[Note]:
        text = self._with_clozes(self._fact.texts.get(key, ""))
        if cloze_numbers(text):
            yield ClozeNote(text=text, **self._shared(extra))

    def _sentence(self) -> Iterator[Note]:
        """What it means, and where words of it stand in brackets, those to fill in."""
        said, meaning, notes = map(self._text, ("p_1", "m_1", "n"))
        extra = "\n\n".join(filter(None, (said, notes)))
        whole = _in_brackets(
            self._fact.texts.get("f", ""), lambda hidden: hidden[1].partition(":")[0]
        )
        asked = self._markdown(whole)
        if asked and meaning:
            yield BasicNote(front=asked, back=meaning, **self._shared(extra))
        yield from self._cloze("f", "\n\n".join(filter(None, (meaning, extra))))

    def _other(self) -> Iterator[Note]:
        """Fields of a card type of one's own, whose templates say how they are asked."""
        keys = [key for key in self._fact.texts if self._fact.texts[key].strip()]
        if len(keys) > 1:
            what = "its card type is its author's own: the first field asks, the second answers"
            self._losses.append(Loss(self._fact.line, what))
            yield from self._basic(keys[0], keys[1], "\n\n".join(map(self._text, keys[2:])))

    def _shared(self, extra: str) -> _Shared:
        words = (
            "-".join(normal_text(without_control_characters(t)).split()) for t in self._fact.tags
        )
        tags = tuple(dict.fromkeys(tag for tag in words if tag not in UNTAGGED))
        return {"id": NO_ID, "extra": extra, "tags": tags}

    def _text(self, key: str) -> str:
        return self._markdown(self._fact.texts.get(key, ""))

    def _markdown(self, written: str) -> str:
        made = to_markdown(_html(written), self._media)
        self.missing += made.missing
        return normal_text(made.text)

    def _with_clozes(self, written: str) -> str:
        number = 0

        def cloze(found: re.Match[str]) -> str:
            nonlocal number
            number += 1
            hidden, _, hint = found[1].partition(":")
            hidden = hidden.replace("}", "&#125;")
            return f"{{{{c{number}::{hidden}{'::' + hint if hint else ''}}}}}"

        html = _html(_in_brackets(as_cloze_html(written), cloze))
        made = to_markdown(html, self._media, has_clozes=True)
        self.missing += made.missing
        return normal_text(made.text)


def _in_brackets(written: str, change: Callable[[re.Match[str]], str]) -> str:
    """A text with something else for what stands in brackets."""
    # Behind the last that closes, none is looked for: each that opens would be to the end.
    text, last, rest = written.rpartition("]")
    return _BRACKETS.sub(change, text + last) + rest


def _html(written: str) -> str:
    """A text as HTML, with MathJax's formulas and a break for each line that counts as one."""
    text = _LATEX.sub(_formula, without_control_characters(written))
    return text if _KEPT_LINES.search(text) else text.replace("\n", "<br>")


def _formula(found: re.Match[str]) -> str:
    kind, tex = found[1].lower(), " ".join(found[2].split())
    if kind == "latex":
        inner = _DOLLARS.fullmatch(tex)
        if inner is None:
            # A text with formulas in it.
            return re.sub(r"\$([^$]+)\$", r"\\(\1\\)", tex)
        kind, tex = ("$" if inner[1] in {"$", "\\("} else "$$"), inner[2]
    return rf"\({tex}\)" if kind == "$" else rf"\[{tex}\]"
