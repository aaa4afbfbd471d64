r"""The answers embedded in the text of a Moodle cloze question: `{1:SHORTANSWER:=a~%50%b#why}`.

Source: moodle/question/type/multianswer/questiontype.php. A backslash guards `}`, `~`, `#`, `/`.
"""

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from ipt_cards.formats.banks.questions import UnaskedError, share_of
from ipt_cards.formats.banks.texts import without_wildcards
from ipt_cards.formats.banks.writing import text_in

_TYPED = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_NUMBERS = {"NUMERICAL", "NM"}
_SEVERAL = {"MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"}
_SEVERAL |= {f"{kind}S" for kind in ("MR", "MRH")} | {"MULTIRESPONSE_S", "MULTIRESPONSE_HS"}
_ONE = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"}
_ONE |= {"MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"}
_OPENING = re.compile(r"\{(\d*):([A-Z_]+):")
_TOKEN = re.compile(r"\\.|[}]", re.DOTALL)
_ANSWERS = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)#")
_WEIGHT = re.compile(r"%(-?\d+(?:[.,]\d+)?)%")
_ESCAPE = re.compile(r'\\([}~#/"\\])')


class Embedded(NamedTuple):
    """One answer in the text.

    right: what may stand there, plain text, the first of them what is shown. options: those that it
    is chosen from, if it is. lost: what no cloze can say of it.
    """

    right: tuple[str, ...]
    options: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def replace_embedded(text: str, written: Callable[[int, Embedded], str]) -> tuple[str, int]:
    """The HTML with something else for each answer embedded in it, and how many there are.

    written: makes it from the answer's number, from 1. Raises UnaskedError for a broken one.
    """
    parts: list[str] = []
    position = count = 0
    while opening := _OPENING.search(text, position):
        end = _end(text, opening.end())
        kind = opening[2]
        if kind not in _TYPED | _NUMBERS | _SEVERAL | _ONE:
            raise UnaskedError(f"no card can have a gap of the kind {kind}")
        count += 1
        parts += (
            text[position : opening.start()],
            written(count, _embedded(kind, text[opening.end() : end])),
        )
        position = end + 1
    return "".join([*parts, text[position:]]), count


def _end(text: str, start: int) -> int:
    for token in _TOKEN.finditer(text, start):
        if token[0] == "}":
            return token.start()
    raise UnaskedError("an answer in its text isn't closed by }")


def _embedded(kind: str, inside: str) -> Embedded:
    right: list[str] = []
    options: list[str] = []
    lost: list[str] = []
    for each in _ANSWERS.split(inside):
        said, *feedback = _FEEDBACK.split(each.strip(), maxsplit=1)
        weight = _WEIGHT.match(said)
        share = share_of(weight[1]) if weight else share_of("100" if said[:1] == "=" else "0")
        said = said[weight.end() :] if weight else said.removeprefix("=")
        text, is_exact = _text(kind, said.removeprefix("="))
        if not text:
            continue
        options.append(text)
        if share >= share_of("99.9") or (kind in _SEVERAL and share > 0):
            right.append(text)
            if not is_exact:
                lost.append("what may differ in its answers isn't kept")
        elif share > 0:
            lost.append("answers that give a part of the mark aren't kept")
        if any(part.strip() for part in feedback):
            lost.append("feedback on what is typed into a gap isn't kept")
    if not right:
        raise UnaskedError("a gap has no right answer")
    if kind in _SEVERAL:
        return Embedded((", ".join(right),), tuple(options), tuple(lost))
    chosen = tuple(options) if kind in _ONE else ()
    return Embedded(tuple(dict.fromkeys(right)), chosen, tuple(lost))


def _text(kind: str, said: str) -> tuple[str, bool]:
    """An answer as plain text, and whether that is all of it."""
    said = _ESCAPE.sub(r"\1", said)
    if kind in _NUMBERS:
        number, _, tolerance = said.partition(":")
        return number.strip(), not tolerance.strip(" 0.")
    plain, _ = text_in(said)
    if kind in _TYPED:
        plain, is_exact = without_wildcards(plain)
        return plain, is_exact
    return plain, True


def embed(right: list[str]) -> str:
    """An answer to be typed, embedded. right: what may stand there, plain text."""
    return "{1:SHORTANSWER:" + "~".join(f"={_guarded(each)}" for each in right) + "}"


def _guarded(plain: str) -> str:
    guarded = re.sub(r"[}~#]", r"\\\g<0>", plain.replace("*", "\\*"))
    return html.escape(guarded, quote=False)
