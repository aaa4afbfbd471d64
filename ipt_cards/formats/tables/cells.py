"""Several texts in one cell, and cells that a spreadsheet would take for formulas.

Texts are parted by a bar; one that belongs to a text is doubled. A cell that begins as a formula
does has an apostrophe before it, which a spreadsheet takes for the sign of a text.
"""

import re
from collections.abc import Iterable

_BAR = re.compile(r"(?<!\|)\|(?!\|)")
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def joined(texts: Iterable[str]) -> str:
    """Several texts as one cell."""
    return " | ".join(text.replace("|", "||") for text in texts)


def split(cell: str) -> list[str]:
    """The texts of a cell, without white space around them."""
    return [text.strip().replace("||", "|") for text in _BAR.split(cell)]


def defused(cell: str) -> str:
    """The cell as no spreadsheet computes it: `=1+1` stays these four characters."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """The cell without the apostrophe that keeps it from being computed."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
