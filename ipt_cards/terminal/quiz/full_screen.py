"""The quiz on the whole screen."""

import asyncio

from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.buffer import Buffer

from ipt_cards.quiz.event import Type
from ipt_cards.quiz.screen import Asking, Finished, is_typed, media_shown
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.study.presenting.grades import GradeKeys
from ipt_cards.terminal.quiz.keymap import Command, meaning
from ipt_cards.terminal.quiz.quiz import Quiz
from ipt_cards.terminal.quiz.screen_lines import View, screen_lines
from ipt_cards.terminal.screen.ending import Ending
from ipt_cards.terminal.screen.full_screen import FullScreen
from ipt_cards.terminal.screen.keys import ENTER
from ipt_cards.terminal.screen.layout import ScreenLines


def play(quiz: Quiz, grades: GradeKeys, colours: Colours) -> Ending:
    """Show the quiz until the learner leaves.

    Whatever happens, the terminal is usable afterwards; what `quiz` raises is raised.
    """
    return asyncio.run(_QuizScreen(quiz, grades, colours).run())


class _QuizScreen(FullScreen):
    def __init__(self, quiz: Quiz, grades: GradeKeys, colours: Colours) -> None:
        self._quiz = quiz
        self._grades = grades
        self._help = False
        super().__init__(colours, quiz.media)

    @property
    def _has_line(self) -> bool:
        screen = self._quiz.session.screen
        return not self._help and isinstance(screen, Asking) and is_typed(screen.card)

    def _paint(self, width: int, height: int) -> ScreenLines:
        finished = isinstance(self._quiz.session.screen, Finished)
        view = View(
            session=self._quiz.session,
            labels=self._quiz.labels,
            grades=self._grades,
            summary=self._quiz.summary() if finished else None,
            today=self._quiz.today,
            message=self._message,
            help=self._help,
            can_edit=self._quiz.can_edit,
            commanding=self._commanding,
            colours=self._colours,
            pictures=self._pictures,
        )
        return screen_lines(view, width, height, self._scroll)

    def _press(self, key: str) -> None:
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
            case Command.OPEN:
                self._look(self._viewer.open, media_shown(self._quiz.session.screen))
            case Command.PLAY:
                self._look(self._viewer.play, media_shown(self._quiz.session.screen))
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

    async def _edit(self) -> None:
        self._message = await run_in_terminal(self._quiz.edit)
        self._turn_page()
        self._settle()
        self._app.invalidate()
