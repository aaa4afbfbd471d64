"""What the columns of a table hold."""

import re
from collections.abc import Mapping, Sequence

from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.formats.found import FormatError, Source

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "guid", "key"),
    "topic": ("topic", "deck", "category", "chapter", "section", "thema", "kapitel", "stapel"),
    "kind": ("kind", "type", "notetype", "note type"),
    "front": (
        *("front", "question", "term", "word", "prompt", "q", "side 1", "front side", "vocabulary"),
        *("frage", "begriff", "vorderseite", "wort", "vokabel", "pregunta", "término", "anverso"),
        *("recto", "terme", "mot", "domanda", "termine", "fronte", "pergunta", "termo", "frente"),
    ),
    "back": (
        *("back", "answer", "definition", "meaning", "translation", "a", "side 2", "back side"),
        *("correct answer", "right answer", "correct", "solution", "response"),
        *("antwort", "rückseite", "bedeutung", "übersetzung", "lösung", "respuesta", "definición"),
        *("reverso", "traducción", "réponse", "verso", "définition", "traduction", "risposta"),
        *("definizione", "retro", "traduzione", "resposta", "definição", "tradução"),
    ),
    "cloze": ("cloze", "text", "lückentext"),
    "extra": (
        *("extra", "back extra", "note", "notes", "comment", "comments", "explanation", "remark"),
        *("remarks", "example", "examples", "bemerkung", "erklärung", "notiz", "beispiel"),
    ),
    "tags": ("tags", "tag", "labels", "label", "schlagwörter", "schlagworte", "etiquetas"),
    "distractors": (
        *("distractors", "distractor", "wrong", "wrong answers", "wrong answer", "incorrect"),
        *("incorrect answers", "incorrect answer", "falsch", "falsche antworten"),
        *("falsche antwort", "options", "option"),
    ),
    "why": ("why", "whys", "reason", "reasons", "feedback"),
    "reversed": ("reversed", "reverse", "add reverse", "bidirectional"),
    "typed": ("typed", "type in the answer"),
    "accept": ("accept", "also right", "alternatives", "synonyms"),
    "number": ("number",),
    "tolerance": ("tolerance",),
    "unit": ("unit",),
    "order": ("order", "steps"),
    "left": ("left",),
    "right": ("right",),
}
"""What a column may hold, with how such columns are called; a number may follow the name."""

_WHAT_OF_NAME = {name: what for what, names in NAMES.items() for name in names}
_SEVERAL = frozenset({"distractors", "why", "extra", "accept", "order", "left", "right"})
"""What may stand in several columns."""

Columns = Mapping[str, tuple[int, ...]]
"""By what they hold, the columns, from 0."""


def named_columns(heads: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns by their heads; empty where these are no heads of questions and answers."""
    found: dict[str, tuple[int, ...]] = {}
    for place, head in enumerate(heads):
        what = _WHAT_OF_NAME.get(_plain(head))
        if what is not None and (what not in found or what in _SEVERAL):
            found[what] = (*found.get(what, ()), place)
    asks = {"front", "cloze"} & found.keys()
    answers = {"back", "cloze", "number", "order", "left", "distractors"} & found.keys()
    return found if asks and answers else {}


def usual_columns(width: int) -> dict[str, tuple[int, ...]]:
    """The columns of a table without heads: the question, the answer, and what belongs to it."""
    usual = ("front", "back", "extra")
    return {what: (place,) for place, what in enumerate(usual[:width])}


def mapped_columns(
    source: Source, heads: Sequence[str], width: int
) -> tuple[dict[str, tuple[int, ...]], bool]:
    """The columns as the person maps them, and whether any is told by its head.

    Raises FormatError for what a column can't hold, and for a column that isn't there.
    """
    found: dict[str, tuple[int, ...]] = {}
    has_heads = False
    by_name = {_folded(head): place for place, head in reversed([*enumerate(heads)])}
    for written, column in source.columns.items():
        what = written if written in NAMES else _WHAT_OF_NAME.get(written)
        if what is None:
            near = did_you_mean(written, NAMES) or f": it may be {', '.join(NAMES)}"
            raise FormatError(source.name, 1, 1, f"a column can't hold `{written}`{near}")
        if _folded(column) in by_name:
            place = by_name[_folded(column)]
            has_heads = has_heads or not column.isdigit()
        elif column.isascii() and column.isdigit() and 1 <= int(column) <= max(width, 1):
            place = int(column) - 1
        else:
            there = ", ".join(head for head in heads if head) or f"1 to {width}"
            raise FormatError(
                source.name, 1, 1, f"there is no column `{column}`: there are {there[:200]}"
            )
        found[what] = (place,)
    return found, has_heads


def _folded(head: str) -> str:
    return " ".join(head.casefold().split())


def _plain(head: str) -> str:
    return re.sub(r"[\s_-]*\d*$", "", re.sub(r"[\s_-]+", " ", _folded(head)))
