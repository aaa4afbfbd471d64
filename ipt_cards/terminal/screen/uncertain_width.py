"""Signs of which no table of widths can know how many columns this terminal gives them.

Flags, joined emoji, skin tones, the signs of Indic scripts: terminals differ. So nothing that is
drawn beside them may rest on a count of columns.
"""

import re
import unicodedata

from prompt_toolkit.utils import get_cwidth
from rich.cells import cell_len

_STYLES = re.compile(r"\x1b\[[0-9;]*m")
_JOINED = re.compile(
    "[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"  # Hangul letters that join into syllables
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"  # flags' letters, skin tones
)
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})
_EDGE = "│"


def is_uncertain(text: str) -> bool:
    """Whether some sign's width differs between terminals."""
    if text.isascii():
        return False
    return bool(_JOINED.search(text)) or any(unicodedata.category(s) in _MARKS for s in text)


def anchored(line: str) -> str:
    """A line whose right edge, if it has one, is told to stand in its column, come what may before.

    line: with ANSI styles. The order to the terminal is marked as prompt_toolkit has it for what
    takes no column.
    """
    if not is_uncertain(line):
        return line
    place = line.rfind(_EDGE)
    after = _STYLES.sub("", line[place + 1 :])
    if place < 0 or after.strip():
        return line
    inside = _STYLES.sub("", line[:place])
    column = cell_len(inside)
    # prompt_toolkit counts sign by sign, and leaves out what it takes to be beyond the screen.
    excess = max(0, get_cwidth(inside) - column)
    blank = len(inside) - len(inside.rstrip(" "))
    edge = line.rfind(" " * min(excess, blank), 0, place)
    before = line[:edge] + line[edge + min(excess, blank) : place]
    return f"{before}\001\x1b[{column + 1}G\002{line[place:]}"
