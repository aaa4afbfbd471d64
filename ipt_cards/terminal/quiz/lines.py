"""The quiz without a screen: answers are lines, what is shown is plain text."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ipt_cards.deck.card import BasicCard, Card, NumericCard
from ipt_cards.deck.markup.simple import is_plain
from ipt_cards.quiz.screen import Asking, Finished, Revealed, media_shown
from ipt_cards.terminal.quiz.quiz import Quiz
from ipt_cards.terminal.screen.plain_words import drawn_words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ipt_cards.study.presenting.grades import GradeKeys

_BACK_AND_FORTH = ("u", ":u", "r", ":r")


def play(
    quiz: Quiz,
    grades: "GradeKeys",
    lines: Iterable[str],
    write: Callable[[str], None],
    width: int,
) -> None:
    """Go through the quiz until `q` is read or the lines end.

    After the last card only taking back and bringing back go on; any other line ends the quiz.

    lines: what the learner answers. write: takes what is shown, whole lines at a time.
    """

    def show(*parts: "RenderableType") -> None:
        from rich.console import Group  # noqa: PLC0415 - as below

        from ipt_cards.terminal.screen.console import plain_of  # noqa: PLC0415

        write(plain_of(Group(*parts), width))

    def show_screen() -> None:
        if (words := _words_asked(quiz, width)) is None:
            _show_screen(quiz, grades, width, show)
        else:
            write(words)

    show_screen()
    if isinstance(quiz.session.screen, Finished):
        return
    # Imported while the learner reads the first question.
    from ipt_cards.study.media.viewing import MediaViewer  # noqa: PLC0415
    from ipt_cards.terminal.quiz import footer  # noqa: PLC0415
    from ipt_cards.terminal.quiz.keymap import Command  # noqa: PLC0415
    from ipt_cards.terminal.quiz.line_meaning import meaning_of  # noqa: PLC0415
    from ipt_cards.terminal.screen.console import text as safe  # noqa: PLC0415

    viewer = MediaViewer(quiz.media)
    for line in lines:
        if isinstance(quiz.session.screen, Finished) and line.strip() not in _BACK_AND_FORTH:
            return
        does = meaning_of(quiz, line.strip(), grades)
        if does is Command.QUIT:
            return
        if does is Command.OPEN:
            does = viewer.open(media_shown(quiz.session.screen), ":o")
        elif does is Command.PLAY:
            does = viewer.play(media_shown(quiz.session.screen), ":p")
        if isinstance(does, str):
            show(safe(does))
            continue
        before = quiz.session.screen
        for event in does:
            quiz.handle(event)
        told = footer.notice(quiz.session, in_lines=True)
        if told:
            show(safe(told))
        if quiz.session.screen != before:
            show_screen()


def _words_asked(quiz: Quiz, width: int) -> str | None:
    """The question, where it is plain words; None for any other screen."""
    session = quiz.session
    if not isinstance(session.screen, Asking):
        return None
    card = session.screen.card
    question = _plain_question(card)
    if question is None:
        return None
    topic = f"{quiz.labels.topics.get(card.key, '')} ({session.left.total} left)"
    return drawn_words((topic, question, ""), width)


def _plain_question(card: Card) -> str | None:
    match card:
        case BasicCard():
            question = card.question
        case NumericCard(note):
            question = note.question
        case _:
            return None
    return question if is_plain(question) else None


def _show_screen(quiz: Quiz, grades: "GradeKeys", width: int, show: Callable[..., None]) -> None:
    from rich.text import Text  # noqa: PLC0415 - as above

    from ipt_cards.terminal.cards.question import question_parts  # noqa: PLC0415
    from ipt_cards.terminal.screen.console import text as safe  # noqa: PLC0415

    session = quiz.session
    match session.screen:
        case Asking() as asking:
            topic = safe(quiz.labels.topics.get(asking.card.key, ""))
            left = Text(f"({session.left.total} left)")
            show(Text(" ").join([topic, left]), *question_parts(asking), Text())
        case Revealed() as revealed:
            from ipt_cards.terminal.cards import answer as answered_card  # noqa: PLC0415 - as above
            from ipt_cards.terminal.quiz import footer  # noqa: PLC0415

            buttons = footer.prompt(session, grades, quiz.today, width)
            show(*answered_card.answer_parts(revealed, quiz.labels), Text(), buttons, Text())
