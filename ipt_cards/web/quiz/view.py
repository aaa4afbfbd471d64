"""The quiz as its template shows it."""

from dataclasses import dataclass

from ipt_cards.deck.card import (
    ArrangementCard,
    BasicCard,
    Card,
    ChoiceCard,
    ClozeCard,
    NumericCard,
    OcclusionCard,
)
from ipt_cards.quiz.asking_order import time_left_ms
from ipt_cards.quiz.screen import (
    Asking,
    Finished,
    Revealed,
    Typed,
    can_be_counted,
    card_on,
    is_typed,
)
from ipt_cards.quiz.session import Session, state_of
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import preview
from ipt_cards.study.presenting import summary, words
from ipt_cards.study.presenting.grades import GradeKeys, comes_back, default_grade, grade_name
from ipt_cards.study.presenting.notices import notice_told
from ipt_cards.study.presenting.options import command_key
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.cards.view import CardView, answer_view, question_view
from ipt_cards.web.quiz.running import RunningQuiz


@dataclass(frozen=True, slots=True)
class Button:
    """A button that sends the form.

    does: what the form then says it does. keys: those that press it, as the page's script reads
    them. when: the time until the card comes back; "" where that isn't told. swipe: the direction
    that presses it, too.
    """

    does: str
    name: str
    keys: str
    when: str = ""
    first: bool = False
    swipe: str = ""


@dataclass(frozen=True, slots=True)
class QuizView:
    """A moment of a quiz.

    card: None where nothing is left. key: its key, note: the id of its note; "" for no card.
    buttons: how to go on.
    left: how many are left, each with its kind. done, total: for the bar.
    summary: what the quiz came to, and its title, where nothing is left.
    """

    token: str
    notice: str
    card: CardView | None
    key: str
    note: str
    buttons: tuple[Button, ...]
    left: tuple[tuple[str, str], ...]
    time_left: str
    done: int
    total: int
    title: str = ""
    summary: tuple[tuple[str, str], ...] = ()
    nothing_done: str = ""
    can_edit: bool = False


def quiz_view(running: RunningQuiz, grades: GradeKeys, media: DeckMedia) -> QuizView:
    """The quiz as it stands."""
    session = running.quiz.session
    done = sum(turn.grade is not None for turn in session.turns)
    left = session.left
    card = card_on(session.screen) if isinstance(session.screen, Asking | Revealed) else None
    options = len(session.screen.options) if isinstance(session.screen, Asking) else 0
    undo, redo = (f"{key.title()} ({command_key(key[0], options)})" for key in ("undo", "redo"))
    can_edit = running.quiz.can_edit
    edit = ", by Undo, then Edit" if can_edit else ""
    notice = notice_told(session, undo=undo, redo=redo, edit=edit)
    counts = ((left.new, "new"), (left.reviews, "review"), (left.again, "again"))
    title, rows, nothing = "", [], ""
    if isinstance(session.screen, Finished):
        summed_up, cram = running.quiz.summary(), session.settings.cram
        title = summary.title(finished=True, cram=cram)
        if summed_up.graded:
            rows = summary.rows(summed_up, running.quiz.today, finished=True, cram=cram)
        else:
            nothing = _nothing_left(running)
    return QuizView(
        token=running.token,
        notice=running.message or notice,
        card=_card(running, media),
        key=card.key if card else "",
        note=card.note.id if card else "",
        buttons=_buttons(running, grades),
        left=tuple((f"{count:,}", kind) for count, kind in counts if count),
        time_left=f"~{words.duration(time_left_ms(left, session.known.pace))}",
        done=done,
        total=done + left.total,
        title=title,
        summary=tuple(rows),
        nothing_done=nothing,
        can_edit=can_edit,
    )


def _nothing_left(running: RunningQuiz) -> str:
    if running.quiz.session.settings.cram:
        return "Every card is suspended or buried until tomorrow."
    return summary.nothing_done(running.quiz.summary(), running.quiz.today, finished=True)


def _card(running: RunningQuiz, media: DeckMedia) -> CardView | None:
    match running.quiz.session.screen:
        case Asking() as asking:
            return question_view(asking, running.quiz.labels, media)
        case Revealed() as revealed:
            return answer_view(revealed, running.quiz.labels, media)
        case Finished() | None:
            return None


def _buttons(running: RunningQuiz, grades: GradeKeys) -> tuple[Button, ...]:
    match running.quiz.session.screen:
        case Asking() as asking:
            return (way_to_answer(asking.card),)
        case Revealed() as revealed:
            first = default_grade(revealed)
            given = grade_buttons(
                running.quiz.session, revealed.asked.card, first, running.quiz.today, grades
            )
            return (*given, *_count(revealed))
        case Finished() | None:
            return ()


def way_to_answer(card: Card) -> Button:
    """What brings the answer of a card whose question is shown."""
    match card:
        case BasicCard() | ClozeCard() | NumericCard() if is_typed(card):
            return Button("type", "Answer", "", first=True)
        case BasicCard() | ClozeCard() | OcclusionCard() | NumericCard():
            return Button("reveal", "Show answer", "Space Enter", first=True, swipe="any")
        case ChoiceCard() if len(card.note.answers) > 1:
            return Button("choose", "Answer", "Space Enter", first=True)
        case ChoiceCard():
            return Button("reveal", "Give up", "Space Enter")
        case ArrangementCard():
            return Button("arrange", "Answer", "Space Enter", first=True)


def _count(revealed: Revealed) -> tuple[Button, ...]:
    if not can_be_counted(revealed):
        return ()
    is_counted = isinstance(revealed.response, Typed) and revealed.response.counted
    return (Button("count", "Not right after all" if is_counted else "Count as right", "c"),)


def grade_buttons(
    session: Session, card: Card, first: Grade, today: Day, grades: GradeKeys
) -> tuple[Button, ...]:
    """The grades for a card whose answer is shown. first: what Enter gives."""
    after = preview(state_of(session, card), today, session.settings.scheduler)
    swiped = {min(grades.values()): "left", first if first.passed else Grade.GOOD: "right"}
    return tuple(
        Button(
            f"grade-{int(grade)}",
            grade_name(grade),
            f"{key} Space Enter" if grade is first else key,
            "" if session.settings.cram else comes_back(after[grade], grade, today),
            first=grade is first,
            swipe=swiped.get(grade, ""),
        )
        for key, grade in grades.items()
    )
