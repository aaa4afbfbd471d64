"""The whole screen of the quiz as lines: the card in the middle, the rest at the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.align import Align
from rich.console import Group, RenderableType
from rich.text import Text

from ipt_cards.deck.deck import Labels
from ipt_cards.quiz.screen import Asking, Finished, Revealed, is_typed
from ipt_cards.quiz.session import Session
from ipt_cards.quiz.summary import Summary
from ipt_cards.scheduling.day import Day
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.study.presenting.grades import GradeKeys
from ipt_cards.terminal.cards import answer as answered_card
from ipt_cards.terminal.cards import question as card
from ipt_cards.terminal.pictures.deck_pictures import DeckCanvas, DeckPictures
from ipt_cards.terminal.quiz import (
    footer,
    help,  # noqa: A004 - the quiz's, not Python's
    summary,
)
from ipt_cards.terminal.screen.console import lines_of
from ipt_cards.terminal.screen.console import text as safe
from ipt_cards.terminal.screen.layout import LEAST_PICTURE, LEAST_ROOM, ScreenLines, Size, laid_out
from ipt_cards.terminal.screen.width import READABLE_WIDTH

_LOW = 16
"""Lines of a terminal below which a revealed answer that doesn't fit comes first."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything there is to see.

    summary: what the quiz came to; only looked at when it is finished.
    message: a word from outside the quiz, such as what the editor said; "" for none.
    help: whether the keys are shown instead of the card.
    can_edit: whether the deck's notes may be edited where they are.
    commanding: whether the learner left the line to type in, for the other keys.
    pictures: what draws the deck's pictures; None where only their descriptions are shown.
    """

    session: Session
    labels: Labels
    grades: GradeKeys
    summary: Summary | None
    today: Day
    message: str = ""
    help: bool = False
    can_edit: bool = True
    commanding: bool = False
    colours: Colours = Colours.AUTO
    pictures: DeckPictures | None = None


def screen_lines(view: View, width: int, height: int, scroll: int | None = None) -> ScreenLines:
    """The screen at a size, in columns and lines.

    scroll: the card's line to stand on top; None chooses: the question, once revealed the answer.
    """
    return laid_out(
        Size(width, height, view.colours, view.pictures),
        lambda airy: _body(view, width, airy=airy),
        Group(*_bottom(view, width, height)),
        typing=_is_typing(view),
        # The question stays where it is when the answer comes, as long as both fit.
        highest=height // 8,
        scroll=_answer_line(view, width, height) if scroll is None else scroll,
    )


def _answer_line(view: View, width: int, height: int) -> int:
    # The line before the first that the question hadn't. A low terminal has no room for the lines
    # that lead over to the answer; in a higher one a choice's answer is all over it.
    screen = view.session.screen
    low = height < _LOW
    if view.help or not isinstance(screen, Revealed) or (screen.asked.options and not low):
        return 0
    inside = max(1, min(width, READABLE_WIDTH) - 6)
    # Where not all of it fits, pictures are no larger than this.
    canvas = DeckCanvas(view.pictures, LEAST_PICTURE) if view.pictures else None
    before, after = (
        lines_of(Group(*parts), inside, Colours.NONE, canvas)
        for parts in (
            card.question_parts(screen.asked),
            answered_card.answer_parts(screen, view.labels),
        )
    )
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    if not low:
        return same
    blank_or_rule = {" ", "─"}
    while same < len(after) - 1 and set(after[same]) <= blank_or_rule:
        same += 1
    return same + 1  # below the frame's upper edge


def _is_typing(view: View) -> bool:
    screen = view.session.screen
    return not view.help and isinstance(screen, Asking) and is_typed(screen.card)


def _body(view: View, width: int, *, airy: bool) -> RenderableType:
    shown: RenderableType
    match view.session.screen:
        case _ if view.help:
            shown = help.keys(view.grades, can_edit=view.can_edit)
        case Asking() as asking:
            shown = card.question(asking, view.labels, airy=airy)
        case Revealed() as revealed:
            shown = answered_card.answer(revealed, view.labels, airy=airy)
        case Finished() if view.summary is not None:
            shown = summary.summed_up(
                view.summary, view.today, finished=True, cram=view.session.settings.cram
            )
        case _:
            shown = Text()
    return Align.center(shown, width=min(width, READABLE_WIDTH))


def _bottom(view: View, width: int, height: int) -> Sequence[RenderableType]:
    told = view.message or footer.notice(view.session, can_edit=view.can_edit)
    said = [safe(told, "notice")] if told else []
    for line in said:
        line.justify = "center"
    if view.help:
        return [Text(), Text("Any key goes back.", "status", justify="center")]
    if isinstance(view.session.screen, Finished):
        ways = "u takes back the last answer · q leaves"
        return [Text(), *said, Text(ways, "status", justify="center")]
    # The rest is a blank line above, one below, and the two of the bar.
    most_lines = height - LEAST_ROOM - 4 - len(lines_of(Group(*said), width, Colours.NONE))
    prompt = footer.prompt(view.session, view.grades, view.today, width, most_lines)
    if view.commanding:
        ways = "u r s b e o p q ? · Enter goes back to typing"
        prompt = Text(ways, "status", justify="center")
    return [Text(), *said, prompt, Text(), *footer.bar(view.session, width)]
