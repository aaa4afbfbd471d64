"""Warnings of formulas: what TeX can't read, what opens none, and what was meant as prices."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ipt_cards.deck.markup.cloze import content_of
from ipt_cards.deck.markup.parser import formulas_in, open_formula, parts_in
from ipt_cards.deck.markup.tex_fault import fault_in, known_names, unknown_in
from ipt_cards.deck.note import Note
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.problem import Problem, Severity
from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.deck.rules.text_places import TextPlaces

if TYPE_CHECKING:
    from markdown_it.token import Token

_PRICES = re.compile(r"\d[^\\^_{}=<>+*/&|]*\s[^\W\d_]{2,}\s.*", re.DOTALL)
"""A number and then words: TeX would set them without blanks, as if each letter were a quantity."""
_TEX_ALONE = re.compile(r"[\\^_{}=<>+*/&|]")


def formula_warnings(note: Note, places: TextPlaces) -> Iterator[Problem]:
    """A warning for each formula of a note that isn't what its author may have meant."""
    for key, text in texts_by_key(note):
        if "$" not in text and "\\" not in text:
            continue
        if (opening := open_formula(text)) is not None:
            yield Problem(
                places.of(note, key, text, opening),
                "open-formula",
                f"`{note.id}` has a `$` in `{key}` that looks like a formula's and opens none: "
                "close it, with no blank inside of the dollars",
                Severity.WARNING,
            )
        for number, token in enumerate(formulas_in(text, gaps=key == "cloze")):
            tex = content_of(parts_in(token))
            if _are_prices(token, tex):
                yield Problem(
                    places.of_formula(note, key, text, number),
                    "prices-as-formula",
                    f"`{note.id}` has “{tex}” between two dollars in `{key}`, which makes a "
                    "formula of it, without its blanks: where those are prices, write `\\$`",
                    Severity.WARNING,
                )
            fault = _eaten_backslash(tex) or fault_in(tex) or _unknown_command(tex)
            if fault:
                yield Problem(
                    places.of_formula(note, key, text, number),
                    "broken-formula",
                    f"`{note.id}` has a formula in `{key}` that TeX can't read: {fault}",
                    Severity.WARNING,
                )


def _are_prices(token: "Token", tex: str) -> bool:
    return (
        token.type == "math_inline"
        and token.markup == "$"
        and _TEX_ALONE.search(tex) is None
        and _PRICES.fullmatch(tex) is not None
    )


def _eaten_backslash(tex: str) -> str | None:
    r"""What double quotes of YAML made of a command, such as `\theta`."""
    eaten = re.search(r"\t(?=[a-z])|\n(?=(?:u|eq?|abla|ot|ho|ight|angle)\b)", tex)
    if not eaten:
        return None
    sign = "a tab" if eaten[0] == "\t" else "a line's end"
    return (
        f"it holds {sign} where a backslash may be meant: write the text in single quotes, for in "
        "double quotes a backslash begins an escape"
    )


def _unknown_command(tex: str) -> str | None:
    unknown = next(unknown_in(tex), None)
    if unknown is None:
        return None
    commands, environments = known_names()
    if not unknown.startswith("\\"):
        near = did_you_mean(unknown, environments)
        return f"`{unknown}` is no environment that MathJax knows{near}"
    near = did_you_mean(unknown, [f"\\{command}" for command in sorted(commands)])
    return f"`{unknown}` is no command that MathJax knows{near or ', nor one of deck.yaml'}"
