"""From a row of a table to a note."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypedDict

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
from ipt_cards.deck.text import is_identifier, normal_text
from ipt_cards.formats.found import NO_ID, UNEXPLAINED

_YES = frozenset({"true", "yes", "y", "x", "1", "ja", "j", "sí", "oui", "sim", "wahr"})
_KIND_OF_NOTE_TYPE = {
    "basic (and reversed card)": "reversed",
    "basic (optional reversed card)": "basic",
    "basic (type in the answer)": "typed",
    "cloze": "cloze",
}


class NotTakenError(Exception):
    """A row that no note can say. The message says why, for people."""


class _Shared(TypedDict):
    id: str
    extra: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes notes of a table's rows.

    columns: by what they hold, from 0. markdown: makes Markdown of a cell's text, which for a cloze
    note may hold clozes. split: finds the texts in a cell that may hold several.
    kind, tags: of rows that say none.
    """

    columns: Mapping[str, tuple[int, ...]]
    markdown: Callable[[str, bool], str]
    split: Callable[[str], list[str]]
    kind: str = ""
    tags: tuple[str, ...] = ()

    def cell(self, cells: list[str], what: str) -> str:
        """What the row says of something; what several columns say stands in paragraphs."""
        places = self.columns.get(what, ())
        if len(places) == 1:
            return cells[places[0]].strip() if places[0] < len(cells) else ""
        texts = (cells[place].strip() for place in places if place < len(cells))
        return "\n\n".join(filter(None, texts))

    def note(self, cells: list[str]) -> Note:
        """The note that a row says. Raises NotTakenError."""
        kind = self._kind(cells)
        shared: _Shared = {
            "id": self._id(cells),
            "extra": self.markdown(self.cell(cells, "extra"), False),
            "tags": self._tags(cells),
        }
        if kind == "cloze":
            return self._cloze(cells, shared)
        question = self.markdown(self.cell(cells, "front"), False)
        if not question:
            raise NotTakenError("the question is missing")
        match kind:
            case "choice":
                return self._choice(cells, question, shared)
            case "numeric":
                return self._numeric(cells, question, shared)
            case "ordering":
                steps = tuple(self._texts(cells, "order"))
                if len(steps) < 2:
                    raise NotTakenError("an order needs two steps")
                return OrderingNote(question=question, steps=steps, **shared)
            case "matching":
                left, right = self._texts(cells, "left"), self._texts(cells, "right")
                if len(left) != len(right) or len(left) < 2:
                    raise NotTakenError("as many texts must stand left as right, and two at least")
                return MatchingNote(
                    question=question, pairs=tuple(map(Pair, left, right)), **shared
                )
        back = self.markdown(self.cell(cells, "back"), False)
        if not back:
            raise NotTakenError("the answer is missing")
        typed = kind == "typed" or self._flag(cells, "typed")
        return BasicNote(
            front=question,
            back=back,
            reversed=kind == "reversed" or self._flag(cells, "reversed"),
            typed=typed,
            accept=tuple(self._texts(cells, "accept")) if typed else (),
            **shared,
        )

    def unexplained(self, cells: list[str], note: Note) -> list[str]:
        """The options of the row's note of which the row doesn't say why they are wrong."""
        if not isinstance(note, ChoiceNote):
            return []
        return [each.text for each in note.distractors[len(self._texts(cells, "why")) :]]

    def _kind(self, cells: list[str]) -> str:
        written = (self.cell(cells, "kind") or self.kind).casefold()
        if written in _KIND_OF_NOTE_TYPE:
            return _KIND_OF_NOTE_TYPE[written]
        if written in {"basic", "choice", "numeric", "ordering", "matching", "reversed", "typed"}:
            return written
        for what, kind in (
            ("cloze", "cloze"),
            ("distractors", "choice"),
            ("number", "numeric"),
            ("order", "ordering"),
            ("left", "matching"),
        ):
            if what in self.columns and self.cell(cells, what):
                return kind
        front = self.cell(cells, "front")
        return "cloze" if "{{c" in front and cloze_numbers(front) else "basic"

    def _id(self, cells: list[str]) -> str:
        written = self.cell(cells, "id") if "id" in self.columns else ""
        return written if is_identifier(written) else NO_ID

    def _tags(self, cells: list[str]) -> tuple[str, ...]:
        written = self.cell(cells, "tags") if "tags" in self.columns else ""
        return _tags(self.tags, written)

    def _flag(self, cells: list[str], what: str) -> bool:
        return what in self.columns and self.cell(cells, what).casefold() in _YES

    def _texts(self, cells: list[str], what: str) -> list[str]:
        places = [place for place in self.columns.get(what, ()) if place < len(cells)]
        found = (text for place in places for text in self.split(cells[place].strip()))
        return [text for text in (self.markdown(each, False) for each in found) if text]

    def _cloze(self, cells: list[str], shared: _Shared) -> ClozeNote:
        written = self.cell(cells, "cloze") or self.cell(cells, "front")
        text = self.markdown(written, True)
        if not text:
            raise NotTakenError("the text is missing")
        if not cloze_numbers(text):
            raise NotTakenError("no cloze stands in the text, such as {{c1::hidden}}")
        # Anki's cloze notes have what is shown with the answer in the second field.
        if not shared["extra"] and not self.columns.get("cloze"):
            shared["extra"] = self.markdown(self.cell(cells, "back"), False)
        typed = self._flag(cells, "typed")
        accept = tuple(self._texts(cells, "accept")) if typed else ()
        return ClozeNote(text=text, typed=typed, accept=accept, **shared)

    def _choice(self, cells: list[str], question: str, shared: _Shared) -> ChoiceNote:
        answers = self._texts(cells, "back")
        wrong, why = self._texts(cells, "distractors"), self._texts(cells, "why")
        # Tables of options often have the right one among them.
        wrong = [text for text in wrong if text not in answers]
        if not answers or len(answers) + len(wrong) < 2:
            raise NotTakenError("a choice needs a right answer and another option")
        why += [UNEXPLAINED] * (len(wrong) - len(why))
        distractors = tuple(map(Distractor, wrong, why))
        return ChoiceNote(
            question=question, answers=tuple(answers), distractors=distractors, **shared
        )

    def _numeric(self, cells: list[str], question: str, shared: _Shared) -> NumericNote:
        written = self.cell(cells, "number") or self.cell(cells, "back")
        return NumericNote(
            question=question,
            number=_decimal(written),
            tolerance=abs(_decimal(self.cell(cells, "tolerance") or "0")),
            unit=normal_text(self.cell(cells, "unit")),
            **shared,
        )


def _decimal(written: str) -> Decimal:
    try:
        number = Decimal(written.replace("−", "-").replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise NotTakenError(f"`{written}` is no number")
    return number


@lru_cache(maxsize=1024)  # rows share their tags, which would else be held as often as they stand
def _tags(always: tuple[str, ...], written: str) -> tuple[str, ...]:
    words = re.split(r"\s*[,;]\s*|\s+", written) if written else ()
    return tuple(dict.fromkeys([*always, *(normal_text(word) for word in words if word)]))
