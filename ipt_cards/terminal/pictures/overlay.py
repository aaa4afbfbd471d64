"""Pictures of pixels over the text that prompt_toolkit draws, which knows nothing of them."""

import os
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ipt_cards.terminal.pictures.display import (
    Way,
    after_reply,
    first_guess,
    is_last_reply,
    measured,
    questions,
)
from ipt_cards.terminal.pictures.marks import Shown
from ipt_cards.terminal.pictures.replies import WithoutReplies
from ipt_cards.terminal.pictures.size import Extent

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from ipt_cards.terminal.pictures.deck_pictures import DeckPictures

_KEEP_CURSOR, _RESTORE_CURSOR = "\x1b7", "\x1b8"
_KITTY_DELETE_ALL = "\x1b_Ga=d,d=A,q=2\x1b\\"
_HOLD, _RELEASE = "\x1b[?2026h", "\x1b[?2026l"
"""Around what is to be seen at once (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036)."""


class Overlay:
    """The pictures over a screen.

    changed: is called when the terminal's answer changes how pictures are drawn. erase: has the
    whole screen drawn anew.
    """

    def __init__(
        self,
        pictures: "DeckPictures",
        terminal: "tuple[Input, Output]",
        *,
        changed: Callable[[], None],
        erase: Callable[[], None],
    ) -> None:
        self.is_waiting = False
        """Whether the terminal was asked what it can, and hasn't answered yet."""
        self._pictures = pictures
        self._input, self._output = terminal
        self._changed = changed
        self._erase = erase
        self._is_asked = self._is_held = False
        self._shown: tuple[Shown, ...] = ()
        self._due: tuple[Shown, ...] = ()
        pictures.display = first_guess(os.environ, pictures.display)

    def measure(self) -> None:
        """Ask the system for a cell's size, before anything is drawn."""
        cell = _cell_of_window(self._output)
        if cell is not None:
            self._pictures.display = replace(self._pictures.display, cell=cell)

    def before_render(self, shown: tuple[Shown, ...], *, anew: bool) -> None:
        """Take away what is no longer there.

        shown: what the screen is to show. anew: whether it is drawn as on an empty one, which may
        not be there yet.
        """
        has_changed = shown != self._shown
        if self._shown and has_changed and not anew:
            self._output.write_raw(_HOLD)
            self._is_held = True
            self._delete()
            self._erase()
        self._due = shown if anew or has_changed else ()
        self._shown = shown

    def after_render(self) -> None:
        """Draw what is there now. The first time that there is something, ask the terminal."""
        if self._due:
            self._delete()
            self._output.write_raw(_KEEP_CURSOR)
            for each in self._due:
                self._output.cursor_goto(each.row + 1, each.column + 1)
                self._output.write_raw(self._pictures.order(each))
            self._output.write_raw(_RESTORE_CURSOR)
            self._due = ()
        if self._is_held:
            self._output.write_raw(_RELEASE)
            self._is_held = False
        if self._pictures.is_asked_for and not self._is_asked:
            self._ask()
        self._output.flush()

    def _delete(self) -> None:
        if self._pictures.display.way is Way.KITTY:
            self._output.write_raw(_KITTY_DELETE_ALL)

    def _ask(self) -> None:
        self._is_asked = True
        asked = questions(os.environ)
        parser = getattr(self._input, "vt100_parser", None)
        if asked and parser is not None:  # Windows has other input, and is drawn half blocks
            self._input.vt100_parser = WithoutReplies(parser, self._on_reply)  # type: ignore[attr-defined] # as above
            self.is_waiting = True
            # Whatever prints a question has it erased at once.
            self._output.cursor_goto(0, 0)
            self._output.write_raw(asked)
            self._erase()
            self._changed()

    def _on_reply(self, reply: str) -> None:
        if is_last_reply(reply):
            self.is_waiting = False
        display = after_reply(self._pictures.display, reply)
        if display != self._pictures.display:
            self._pictures.display = display
            self._changed()


def _cell_of_window(output: "Output") -> Extent | None:
    try:
        import fcntl  # noqa: PLC0415 - POSIX only
        import termios  # noqa: PLC0415

        told = fcntl.ioctl(output.fileno(), termios.TIOCGWINSZ, bytes(8))
    except (ImportError, OSError, NotImplementedError):
        return None
    rows, columns, width, height = struct.unpack("HHHH", told)
    return measured(Extent(width // columns, height // rows)) if rows and columns else None
