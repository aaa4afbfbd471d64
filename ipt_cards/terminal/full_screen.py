"""The quiz on the whole screen: single keys, redrawn on resize, the terminal left as it was."""

import asyncio
import signal

from prompt_toolkit.application import Application
from prompt_toolkit.application.run_in_terminal import run_in_terminal
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

from ipt_cards.quiz.event import Type
from ipt_cards.quiz.screen import Asking, Finished, is_typed
from ipt_cards.terminal.frame import View, frame
from ipt_cards.terminal.keymap import ENTER, Command, GradeKeys, meaning
from ipt_cards.terminal.layout import Frame
from ipt_cards.terminal.quiz import Ending, Quiz


def play(quiz: Quiz, grades: GradeKeys, *, colour: bool) -> Ending:
    """Show the quiz until the learner leaves.

    Whatever happens, the terminal is usable afterwards; what `quiz` raises is raised.
    """
    return asyncio.run(_FullScreen(quiz, grades, colour=colour).run())


class _FullScreen:
    def __init__(self, quiz: Quiz, grades: GradeKeys, *, colour: bool) -> None:
        self._quiz = quiz
        self._grades = grades
        self._colour = colour
        self._message = ""
        self._help = False
        self._commanding = False
        self._scroll: int | None = None
        self._frame = Frame((), (), 0, 0)
        self._drawn = -1
        self._input = Buffer(multiline=False, accept_handler=self._submit)
        typing = Condition(lambda: self._is_typing)
        gap = Condition(lambda: self._has_gap)
        above = FormattedTextControl(
            lambda: ANSI("\n".join(self._painted().above)), focusable=True, show_cursor=False
        )
        below = FormattedTextControl(lambda: ANSI("\n".join(self._painted().below)))
        self._card = Window(above, height=lambda: max(1, len(self._painted().above)))
        self._line = Window(BufferControl(self._input), height=1)
        margin = Window(width=lambda: self._painted().indent, height=1)
        prompt = Window(FormattedTextControl([("bold", "› ")]), width=2, height=1)
        row = ConditionalContainer(VSplit([margin, prompt, self._line, margin]), gap)
        self._app: Application[Ending] = Application(
            layout=Layout(HSplit([self._card, row, Window(below)]), focused_element=self._card),
            key_bindings=self._bindings(typing),
            full_screen=True,
            color_depth=ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT,
        )
        self._app.ttimeoutlen = 0.05  # after Esc, for the rest of an arrow key over a slow line

    async def run(self) -> Ending:
        loop = asyncio.get_running_loop()
        # prompt_toolkit would show the error and wait for Enter.
        loop.set_exception_handler(lambda _loop, context: self._fail(context["exception"]))
        for name, ending in (("SIGTERM", Ending.TERMINATED), ("SIGHUP", Ending.HUNG_UP)):
            if hasattr(signal, "SIGHUP"):  # where there is none, loops take no signals
                loop.add_signal_handler(getattr(signal, name), self._leave, ending)
        self._settle()
        try:
            return await self._app.run_async(set_exception_handler=False)
        except EOFError:
            return Ending.HUNG_UP

    @property
    def _has_gap(self) -> bool:
        screen = self._quiz.session.screen
        return not self._help and isinstance(screen, Asking) and is_typed(screen.card)

    @property
    def _is_typing(self) -> bool:
        return self._has_gap and not self._commanding

    def _painted(self) -> Frame:
        if self._drawn != self._app.render_counter:
            self._drawn = self._app.render_counter
            size = self._app.output.get_size()
            finished = isinstance(self._quiz.session.screen, Finished)
            view = View(
                session=self._quiz.session,
                labels=self._quiz.labels,
                grades=self._grades,
                summary=self._quiz.summary() if finished else None,
                today=self._quiz.today,
                message=self._message,
                help=self._help,
                commanding=self._commanding,
                colour=self._colour,
            )
            self._frame = frame(view, size.columns, size.rows, self._scroll)
        return self._frame

    def _bindings(self, typing: Condition) -> KeyBindings:
        keys = KeyBindings()
        keys.add(Keys.Any, filter=~typing)(self._press)
        keys.add("enter", filter=~typing)(self._press)
        keys.add("escape", filter=typing, eager=True)(lambda _: self._command())
        for name, lines in (("up", -1), ("down", 1)):
            keys.add(name, filter=~typing)(lambda _, lines=lines: self._scroll_by(lines))
        for name, pages in (("pageup", -1), ("pagedown", 1)):
            keys.add(name)(lambda _, pages=pages: self._scroll_by(pages * self._page()))
        for name in ("c-c", Keys.SIGINT):
            keys.add(name)(lambda _: self._leave(Ending.INTERRUPTED))
        keys.add("c-d", filter=~typing)(lambda _: self._leave(Ending.LEFT))
        keys.add("c-l")(lambda event: event.app.renderer.clear())
        keys.add("c-z")(self._pause)
        return keys

    def _press(self, event: KeyPressEvent) -> None:
        pressed = event.key_sequence[0].key
        key = ENTER if pressed == Keys.Enter else str(pressed)
        self._message = ""
        if self._help:
            self._help = False
            self._scroll = None
        elif self._commanding and key == ENTER:
            self._commanding = False
        elif len(key) == 1:
            self._do(key)
        self._settle()

    def _do(self, key: str) -> None:
        match meaning(self._quiz.session.screen, key, self._grades):
            case None:
                pass
            case Command.QUIT:
                self._leave(Ending.LEFT)
            case Command.HELP:
                self._help = True
                self._scroll = None
            case Command.EDIT:
                self._app.create_background_task(self._edit())
            case event:
                self._quiz.handle(event)
                self._turn_page()

    def _submit(self, line: Buffer) -> bool:
        self._message = ""
        self._quiz.handle(Type(line.text))
        self._turn_page()
        self._settle()
        return False

    def _command(self) -> None:
        self._commanding = True
        self._message = ""
        self._settle()

    def _turn_page(self) -> None:
        self._scroll = None
        self._commanding = False
        self._input.reset()

    def _scroll_by(self, lines: int) -> None:
        self._scroll = max(0, self._frame.first + lines)

    def _page(self) -> int:
        return max(1, len(self._frame.above) - 2)

    def _settle(self) -> None:
        self._app.layout.focus(self._line if self._is_typing else self._card)

    async def _edit(self) -> None:
        self._message = await run_in_terminal(self._quiz.edit)
        self._turn_page()
        self._settle()
        self._app.invalidate()

    def _pause(self, event: KeyPressEvent) -> None:
        if suspend_to_background_supported():
            event.app.suspend_to_background()

    def _leave(self, ending: Ending) -> None:
        if not self._app.is_done:
            self._app.exit(result=ending)

    def _fail(self, error: BaseException) -> None:
        if not self._app.is_done:
            self._app.exit(exception=error)
