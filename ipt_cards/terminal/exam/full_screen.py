"""An exam on the whole screen, with a clock that runs."""

import asyncio

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings

from ipt_cards.exam.mock.attempt import Typed
from ipt_cards.exam.mock.event import Event, GoTo, Grade, HandIn, Tick
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.terminal.exam.exam import Exam, card_on_screen, media_on_screen, typed
from ipt_cards.terminal.exam.keymap import Command, meaning
from ipt_cards.terminal.exam.screen_lines import Showing, View, has_line, screen_lines
from ipt_cards.terminal.screen.ending import Ending
from ipt_cards.terminal.screen.full_screen import FullScreen
from ipt_cards.terminal.screen.keys import ENTER
from ipt_cards.terminal.screen.layout import ScreenLines

_TICK_SECONDS = 1


def play(exam: Exam, colours: Colours) -> Ending:
    """Show the exam until it has ended or the learner leaves.

    Whatever happens, the terminal is usable afterwards; what `exam` raises is raised.
    """
    return asyncio.run(_ExamScreen(exam, colours).run())


class _ExamScreen(FullScreen):
    kept_on_paging = 3

    def __init__(self, exam: Exam, colours: Colours) -> None:
        self._exam = exam
        self._showing = Showing.QUESTION
        self._number = ""
        super().__init__(colours, exam.media)

    @property
    def _has_line(self) -> bool:
        return has_line(self._exam.sitting, self._showing)

    def _paint(self, width: int, height: int) -> ScreenLines:
        view = View(
            sitting=self._exam.sitting,
            card=card_on_screen(self._exam),
            labels=self._exam.labels,
            left_ms=self._exam.left_ms,
            showing=self._showing,
            commanding=self._commanding,
            number=self._number,
            message=self._message,
            colours=self._colours,
            pictures=self._pictures,
        )
        return screen_lines(view, width, height, self._scroll)

    def _open(self) -> None:
        self._turn_page()

    def _started(self) -> None:
        self._app.create_background_task(self._watch_clock())

    async def _watch_clock(self) -> None:
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            self._handle(Tick())
            self._app.invalidate()

    def _bind(self, keys: KeyBindings, typing: Condition) -> None:
        keys.add("backspace", filter=~typing)(lambda _: self._unnumber())
        keys.add("escape", filter=~typing)(lambda _: self._back())
        for name, away in (("left", -1), ("right", 1)):
            keys.add(name, filter=~typing)(lambda _, away=away: self._go(away))
        for name, away in (("s-tab", -1), ("tab", 1)):
            keys.add(name)(lambda _, away=away: self._go(away))

    def _press(self, key: str) -> None:
        if len(key) != 1:
            return
        self._message = ""
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
            case Command.OPEN:
                self._look(self._viewer.open, media_on_screen(self._exam))
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
        self._handle(typed(self._exam, self._input.text))
        self._turn_page()
        if self._exam.sitting.place == before:  # the last question
            self._show(Showing.OVERVIEW)
        return True

    def _keep_typed(self) -> None:
        # What stands in the line is an answer, whether Enter was pressed or not.
        if self._input.text != self._typed_before:
            place = self._exam.sitting.place
            self._handle(typed(self._exam, self._input.text))
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
        self._message = ""
        self._commanding = False
        self._show(Showing.QUESTION)

    def _turn_page(self) -> None:
        self._back()
        self._input.text = self._typed_before
        self._input.cursor_position = len(self._input.text)

    def _unnumber(self) -> None:
        self._number = self._number[:-1]
