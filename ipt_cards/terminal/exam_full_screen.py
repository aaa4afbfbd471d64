"""An exam on the whole screen, with a clock that runs."""

import asyncio
import signal

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

from ipt_cards.exam.attempt import Typed
from ipt_cards.exam.sitting import Event, GoTo, Grade, HandIn, Tick
from ipt_cards.terminal.exam import Exam, card_on_screen, typed
from ipt_cards.terminal.exam_frame import Showing, View, frame, has_line
from ipt_cards.terminal.exam_keymap import Command, meaning
from ipt_cards.terminal.keymap import ENTER
from ipt_cards.terminal.layout import Frame
from ipt_cards.terminal.quiz import Ending

_TICK_SECONDS = 1


def play(exam: Exam, *, colour: bool) -> Ending:
    """Show the exam until it has ended or the learner leaves.

    Whatever happens, the terminal is usable afterwards; what `exam` raises is raised.
    """
    return asyncio.run(_FullScreen(exam, colour=colour).run())


class _FullScreen:
    def __init__(self, exam: Exam, *, colour: bool) -> None:
        self._exam = exam
        self._colour = colour
        self._showing = Showing.QUESTION
        self._commanding = False
        self._number = ""
        self._scroll: int | None = None
        self._frame = Frame((), (), 0, 0)
        self._drawn = -1
        self._input = Buffer(multiline=False, accept_handler=self._submit)
        typing = Condition(lambda: self._is_typing)
        above = FormattedTextControl(
            lambda: ANSI("\n".join(self._painted().above)), focusable=True, show_cursor=False
        )
        below = FormattedTextControl(lambda: ANSI("\n".join(self._painted().below)))
        self._question = Window(above, height=lambda: max(1, len(self._painted().above)))
        self._line = Window(BufferControl(self._input), height=1)
        margin = Window(width=lambda: self._painted().indent, height=1)
        prompt = Window(FormattedTextControl([("bold", "› ")]), width=2, height=1)
        row = ConditionalContainer(
            VSplit([margin, prompt, self._line, margin]), Condition(lambda: self._has_line)
        )
        self._app: Application[Ending] = Application(
            layout=Layout(
                HSplit([self._question, row, Window(below)]), focused_element=self._question
            ),
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
        self._turn_page()
        try:
            return await self._app.run_async(
                pre_run=self._start_clock,
                set_exception_handler=False,
            )
        except EOFError:
            return Ending.HUNG_UP

    @property
    def _has_line(self) -> bool:
        return has_line(self._exam.sitting, self._showing)

    @property
    def _is_typing(self) -> bool:
        return self._has_line and not self._commanding

    def _painted(self) -> Frame:
        if self._drawn != self._app.render_counter:
            self._drawn = self._app.render_counter
            size = self._app.output.get_size()
            view = View(
                sitting=self._exam.sitting,
                card=card_on_screen(self._exam),
                labels=self._exam.labels,
                left_ms=self._exam.left_ms,
                showing=self._showing,
                commanding=self._commanding,
                number=self._number,
                colour=self._colour,
            )
            self._frame = frame(view, size.columns, size.rows, self._scroll)
        return self._frame

    def _start_clock(self) -> None:
        self._app.create_background_task(self._watch_clock())

    async def _watch_clock(self) -> None:
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            self._handle(Tick())
            self._app.invalidate()

    def _bindings(self, typing: Condition) -> KeyBindings:
        keys = KeyBindings()
        keys.add(Keys.Any, filter=~typing)(self._press)
        keys.add("enter", filter=~typing)(self._press)
        keys.add("backspace", filter=~typing)(lambda _: self._unnumber())
        keys.add("escape", eager=True, filter=typing)(lambda _: self._command())
        keys.add("escape", filter=~typing)(lambda _: self._back())
        for name, away in (("left", -1), ("right", 1)):
            keys.add(name, filter=~typing)(lambda _, away=away: self._go(away))
        for name, away in (("s-tab", -1), ("tab", 1)):
            keys.add(name)(lambda _, away=away: self._go(away))
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
        if len(key) != 1:
            return
        match self._showing:
            case Showing.HELP:
                self._back()
            case Showing.HANDING_IN if key in "yY":
                self._handle(HandIn())
            case Showing.HANDING_IN:
                self._back()
            case Showing.OVERVIEW:
                self._press_in_overview(key)
            case Showing.QUESTION if self._commanding and key == ENTER:
                self._back()
            case Showing.QUESTION:
                self._do(key)

    def _press_in_overview(self, key: str) -> None:
        if key in "0123456789":
            digits = len(str(len(self._exam.sitting.attempts)))
            self._number = (self._number + key)[-digits:]
        elif key in "hH":
            self._show(Showing.HANDING_IN)
        elif key == ENTER and self._number:
            self._handle(GoTo(int(self._number) - 1))
            self._turn_page()
        else:
            self._back()

    def _do(self, key: str) -> None:
        match meaning(self._exam.sitting, key):
            case None:
                pass
            case Command.QUIT:
                self._leave(Ending.LEFT)
            case Command.HELP:
                self._show(Showing.HELP)
            case Command.OVERVIEW:
                self._show(Showing.OVERVIEW)
            case Command.HAND_IN:
                self._show(Showing.HANDING_IN)
            case event:
                place = self._exam.sitting.place
                self._handle(event)
                if self._exam.sitting.place != place:
                    self._turn_page()
                elif isinstance(event, Grade):  # the last question
                    self._show(Showing.OVERVIEW)

    def _handle(self, event: Event) -> None:
        self._exam.handle(event)
        if self._exam.sitting.ending:
            self._leave(Ending.LEFT)

    def _go(self, away: int) -> None:
        if self._showing is Showing.QUESTION:
            if self._is_typing:
                self._keep_typed()
            self._handle(GoTo(self._exam.sitting.place + away))
            self._turn_page()

    def _submit(self, _line: Buffer) -> bool:
        before = self._exam.sitting.place
        self._handle(typed(card_on_screen(self._exam), self._input.text))
        self._turn_page()
        if self._exam.sitting.place == before:  # the last question
            self._show(Showing.OVERVIEW)
        return True

    def _keep_typed(self) -> None:
        # What stands in the line is an answer, whether Enter was pressed or not.
        if self._input.text != self._typed_before:
            place = self._exam.sitting.place
            self._handle(typed(card_on_screen(self._exam), self._input.text))
            self._handle(GoTo(place))

    @property
    def _typed_before(self) -> str:
        response = self._exam.sitting.attempt.response
        return response.text if isinstance(response, Typed) else ""

    def _command(self) -> None:
        self._keep_typed()
        self._commanding = True
        self._settle()

    def _show(self, showing: Showing) -> None:
        self._showing = showing
        self._number = ""
        self._scroll = None
        self._settle()

    def _back(self) -> None:
        self._commanding = False
        self._show(Showing.QUESTION)

    def _turn_page(self) -> None:
        self._back()
        self._input.text = self._typed_before
        self._input.cursor_position = len(self._input.text)

    def _unnumber(self) -> None:
        self._number = self._number[:-1]

    def _scroll_by(self, lines: int) -> None:
        self._scroll = max(0, self._frame.first + lines)

    def _page(self) -> int:
        return max(1, len(self._frame.above) - 3)

    def _settle(self) -> None:
        self._app.layout.focus(self._line if self._is_typing else self._question)

    def _pause(self, event: KeyPressEvent) -> None:
        if suspend_to_background_supported():
            event.app.suspend_to_background()

    def _leave(self, ending: Ending) -> None:
        if not self._app.is_done:
            self._app.exit(result=ending)

    def _fail(self, error: BaseException) -> None:
        if not self._app.is_done:
            self._app.exit(exception=error)
