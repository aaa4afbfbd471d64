"""A program on the whole screen: single keys, redrawn on resize, the terminal left as it was."""

import asyncio
import signal
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    VSplit,
    Window,
)
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.utils import suspend_to_background_supported
from rich.console import Console

from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.study.media.viewing import MediaViewer
from ipt_cards.terminal.pictures.deck_pictures import DeckPictures
from ipt_cards.terminal.pictures.display import Display, Way
from ipt_cards.terminal.pictures.overlay import Overlay
from ipt_cards.terminal.screen.ending import Ending
from ipt_cards.terminal.screen.keys import ENTER
from ipt_cards.terminal.screen.layout import ScreenLines
from ipt_cards.terminal.screen.uncertain_width import anchored, is_uncertain

_PATIENCE = 0.3
"""Seconds for a terminal to answer before it is left: even far away ones need less."""


class FullScreen(ABC):
    """What the quiz's and the exam's screens share.

    A screen is a middle that scrolls, a line to type in where there is one, and what stands below.
    Esc leaves that line, so that letters are commands. Pictures of the deck are drawn as the
    terminal can.
    """

    kept_on_paging = 2
    """Lines that stay in sight when a page is turned."""

    def __init__(self, colours: Colours, media: MediaFolder) -> None:
        self._colours = colours
        self._message = ""
        self._viewer = MediaViewer(media)
        self._commanding = False
        self._scroll: int | None = None
        self._lines = ScreenLines((), (), 0, 0)
        self._drawn = -1
        self._input = Buffer(multiline=False, accept_handler=self._submit)
        self._shown = self._lines
        depth = _colour_depth(colours)
        has_many = depth not in (ColorDepth.DEPTH_1_BIT, ColorDepth.DEPTH_4_BIT)
        self._pictures = DeckPictures(
            media, Display(Way.HALF_BLOCKS if has_many else Way.DESCRIPTION)
        )
        above = FormattedTextControl(
            lambda: _formatted(self._painted().above), focusable=True, show_cursor=False
        )
        below = FormattedTextControl(lambda: _formatted(self._painted().below))
        self._middle = Window(above, height=lambda: max(1, len(self._painted().above)))
        self._line = Window(BufferControl(self._input), height=1)
        margin = Window(width=lambda: self._painted().indent, height=1)
        prompt = Window(FormattedTextControl([("bold", "› ")]), width=2, height=1)
        row = ConditionalContainer(
            VSplit([margin, prompt, self._line, margin]), Condition(lambda: self._has_line)
        )
        self._app: Application[Ending] = Application(
            layout=Layout(HSplit([self._middle, row, Window(below)]), focused_element=self._middle),
            key_bindings=self._bindings(Condition(lambda: self._is_typing)),
            full_screen=True,
            before_render=lambda _: self._erase_what_may_stay(),
            after_render=lambda _: self._overlay.after_render(),
            color_depth=depth,
        )
        self._overlay = Overlay(
            self._pictures,
            (self._app.input, self._app.output),
            changed=self._app.invalidate,
            erase=self._erase,
        )
        self._app.ttimeoutlen = 0.05  # after Esc, for the rest of an arrow key over a slow line

    async def run(self) -> Ending:
        """Show it until the learner leaves. What a key leads to may raise, and is raised here."""
        loop = asyncio.get_running_loop()
        # prompt_toolkit would show the error and wait for Enter.
        loop.set_exception_handler(lambda _loop, context: self._fail(context["exception"]))
        for name, ending in (("SIGTERM", Ending.TERMINATED), ("SIGHUP", Ending.HUNG_UP)):
            if hasattr(signal, "SIGHUP"):  # where there is none, loops take no signals
                loop.add_signal_handler(getattr(signal, name), self._leave, ending)
        self._open()
        try:
            return await self._app.run_async(pre_run=self._started, set_exception_handler=False)
        except EOFError:
            return Ending.HUNG_UP

    @abstractmethod
    def _paint(self, width: int, height: int) -> ScreenLines:
        """Draw what there is now."""

    @property
    @abstractmethod
    def _has_line(self) -> bool:
        """Whether there is a line to type in."""

    @abstractmethod
    def _press(self, key: str) -> None:
        """Do what a key means while no line is typed."""

    @abstractmethod
    def _submit(self, line: Buffer) -> bool:
        """Take the line that was typed. Returns whether its text stays."""

    @abstractmethod
    def _command(self) -> None:
        """Leave the line that is typed, for the other keys."""

    def _bind(self, keys: KeyBindings, typing: Condition) -> None:  # noqa: B027 - none by default
        """Bind keys of its own."""

    def _open(self) -> None:
        """Get ready for the first drawing."""
        self._settle()

    def _started(self) -> None:  # noqa: B027 - nothing by default
        """Begin what goes on while the screen is shown."""

    @property
    def _is_typing(self) -> bool:
        return self._has_line and not self._commanding

    def _painted(self) -> ScreenLines:
        if self._drawn != self._app.render_counter:
            self._drawn = self._app.render_counter
            size = self._app.output.get_size()
            self._overlay.measure()
            self._lines = self._paint(size.columns, size.rows)
        return self._lines

    def _erase_what_may_stay(self) -> None:
        """Draw anew, not only what changed, where a table of widths can't tell what that is."""
        before, now = self._shown, self._painted()
        self._shown = now
        # At first, and after a pause, the shell's screen is still there, and not to be erased.
        anew = self._app.renderer.last_rendered_screen is None
        if (
            now != before
            and not anew
            and any(
                is_uncertain(line)
                for lines in (before, now)
                for line in (*lines.above, *lines.below)
            )
        ):
            self._erase()
        self._overlay.before_render(now.pictures, anew=anew)

    def _erase(self) -> None:
        # Not `renderer.clear`, which leaves the alternate screen and clears the shell's.
        self._app.output.cursor_goto(0, 0)
        self._app.renderer.erase(leave_alternate_screen=False)

    def _look(self, does: Callable[[Sequence[str], str], str], shown: Sequence[str]) -> None:
        """Have one of the media that are shown opened or played, and tell what came of it."""
        key = "o" if does == self._viewer.open else "p"

        async def look() -> None:
            # A program that fails is waited for, though not long.
            self._message = await asyncio.to_thread(does, shown, key)
            self._app.invalidate()

        self._app.create_background_task(look())

    def _bindings(self, typing: Condition) -> KeyBindings:
        keys = KeyBindings()
        keys.add(Keys.Any, filter=~typing)(self._pressed)
        keys.add("enter", filter=~typing)(self._pressed)
        keys.add("escape", filter=typing, eager=True)(lambda _: self._command())
        for name, lines in (("up", -1), ("down", 1)):
            keys.add(name, filter=~typing)(lambda _, lines=lines: self._scroll_by(lines))
        for name, pages in (("pageup", -1), ("pagedown", 1)):
            keys.add(name)(lambda _, pages=pages: self._scroll_by(pages * self._page()))
        for name in ("c-c", Keys.SIGINT):
            keys.add(name)(lambda _: self._leave(Ending.INTERRUPTED))
        keys.add("c-d", filter=~typing)(lambda _: self._leave(Ending.LEFT))
        keys.add("c-l")(lambda _: self._erase())
        keys.add("c-z")(self._pause)
        self._bind(keys, typing)
        return keys

    def _pressed(self, event: KeyPressEvent) -> None:
        pressed = event.key_sequence[0].key
        self._press(ENTER if pressed == Keys.Enter else str(pressed))

    def _scroll_by(self, lines: int) -> None:
        self._scroll = max(0, self._lines.first + lines)

    def _page(self) -> int:
        return max(1, len(self._lines.above) - self.kept_on_paging)

    def _settle(self) -> None:
        self._app.layout.focus(self._line if self._is_typing else self._middle)

    def _pause(self, event: KeyPressEvent) -> None:
        if suspend_to_background_supported():
            event.app.suspend_to_background()

    def _leave(self, ending: Ending) -> None:
        if not self._app.is_done:
            if self._overlay.is_waiting and ending in (Ending.LEFT, Ending.INTERRUPTED):
                # What comes later would be typed in the shell.
                self._overlay.is_waiting = False
                asyncio.get_running_loop().call_later(_PATIENCE, self._leave, ending)
                return
            self._app.exit(result=ending)

    def _fail(self, error: BaseException) -> None:
        if not self._app.is_done:
            self._app.exit(exception=error)


def _formatted(lines: Iterable[str]) -> ANSI:
    return ANSI("\n".join(map(anchored, lines)))


def _colour_depth(colours: Colours) -> ColorDepth:
    # Only pictures have other colours than the sixteen, whose names are sent at any depth.
    if colours is Colours.NONE:
        return ColorDepth.DEPTH_1_BIT
    match Console(force_terminal=True).color_system:
        case "truecolor":
            return ColorDepth.DEPTH_24_BIT
        case "256":
            return ColorDepth.DEPTH_8_BIT
        case _:
            return ColorDepth.DEPTH_4_BIT
