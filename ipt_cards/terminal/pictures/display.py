"""How a terminal shows pictures, told by its environment and by what it answers when asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from ipt_cards.terminal.pictures.size import USUAL_CELL, Extent


class Way(Enum):
    """Ways to show a picture, from none to the best."""

    DESCRIPTION = auto()
    HALF_BLOCKS = auto()
    SIXEL = auto()
    ITERM2 = auto()
    KITTY = auto()

    @property
    def is_graphics(self) -> bool:
        """Whether pixels are shown and not signs."""
        return self in (Way.SIXEL, Way.ITERM2, Way.KITTY)


@dataclass(frozen=True, slots=True)
class Display:
    """A way to show pictures, and a cell's size in pixels."""

    way: Way
    cell: Extent = USUAL_CELL


HALF_BLOCKS = Display(Way.HALF_BLOCKS)
"""What any terminal with many colours shows."""

_OF_TERM = {"xterm-kitty": Way.KITTY, "xterm-ghostty": Way.KITTY}
_OF_PROGRAM = {
    "ghostty": Way.KITTY,
    "iTerm.app": Way.ITERM2,
    "iTerm2": Way.ITERM2,
    # It knows all three; this is the one that its manual recommends.
    "WezTerm": Way.ITERM2,
}
_NEVER_ASKED = {"Apple_Terminal"}
"""Those that print questions they don't know."""

CELL_SIZE = "\x1b[16t"
DEVICE_ATTRIBUTES = "\x1b[c"
"""Answered by nearly all terminals, and last of what they are asked: `4` in it is sixel."""
KITTY_QUERY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"

_MOST_PIXELS_OF_A_CELL = 200


def first_guess(environment: Mapping[str, str], display: Display) -> Display:
    """How pictures are shown by what the environment tells, before the terminal is asked.

    display: what any terminal with as many colours can do.
    """
    if _is_multiplexed(environment):
        return display  # what is told is of the terminal around it, which doesn't see our orders
    programs = (environment.get("TERM_PROGRAM", ""), environment.get("LC_TERMINAL", ""))
    way = _OF_TERM.get(environment.get("TERM", ""))
    for program in programs:
        way = way or _OF_PROGRAM.get(program)
    return display if way is None else replace(display, way=way)


def questions(environment: Mapping[str, str]) -> str:
    """What the terminal is to be asked, "" for nothing, so that even old ones print nothing."""
    term = environment.get("TERM", "")
    if term in ("", "dumb", "linux") or environment.get("TERM_PROGRAM") in _NEVER_ASKED:
        return ""
    # tmux and screen would take kitty's question for a title.
    kitty = "" if _is_multiplexed(environment) else KITTY_QUERY
    return kitty + CELL_SIZE + DEVICE_ATTRIBUTES


def after_reply(display: Display, reply: str) -> Display:
    """What is known after one more answer of the terminal's."""
    way = None
    if found := re.fullmatch(r"\x1b\[6;(\d{1,4});(\d{1,4})t", reply):
        height, width = int(found[1]), int(found[2])
        return replace(display, cell=measured(Extent(width, height)) or display.cell)
    if re.fullmatch(r"\x1b_Gi=31;OK\x1b\\", reply):
        way = Way.KITTY
    elif reply.startswith("\x1b[?") and "4" in reply[3:-1].split(";")[1:]:
        way = Way.SIXEL
    # What the environment tells of a terminal is better than what that one also can.
    return display if way is None or display.way.is_graphics else replace(display, way=way)


def measured(cell: Extent) -> Extent | None:
    """A cell's size as a terminal tells it; None where it can't be one."""
    if all(2 <= side <= _MOST_PIXELS_OF_A_CELL for side in cell):
        return cell
    return None


def is_last_reply(reply: str) -> bool:
    """Whether nothing comes after this answer."""
    return reply.startswith("\x1b[?")


def _is_multiplexed(environment: Mapping[str, str]) -> bool:
    term = environment.get("TERM", "")
    return bool(environment.get("TMUX") or environment.get("STY")) or term.startswith(
        ("tmux", "screen")
    )
