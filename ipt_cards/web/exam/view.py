"""An exam as its templates show it: a question, the overview, the result."""

from dataclasses import dataclass

from ipt_cards.exam.mock.attempt import Graded, Revealed, Typed
from ipt_cards.exam.mock.lead_in import lead_in
from ipt_cards.exam.mock.past_exam import PastExam
from ipt_cards.exam.mock.sitting import Ending, Sitting, marked, mistakes
from ipt_cards.forecast.exam_card import Form
from ipt_cards.quiz.screen import Asking
from ipt_cards.scheduling.day import Calendar, datetime_of
from ipt_cards.study.exam.answers import as_asked, corrected, nearly_right
from ipt_cards.study.exam.recorded_sitting import RecordedSitting
from ipt_cards.study.presenting import exams
from ipt_cards.study.presenting.words import counted, duration, percent
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.cards.view import CardView, answer_view
from ipt_cards.web.cards.view import question_view as asked_view


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in the overview. place: from 0."""

    place: int
    answered: bool
    flagged: bool
    here: bool

    @property
    def told(self) -> str:
        """The question in words."""
        marks = ["answered"] if self.answered else ["not answered"]
        marks += ["flagged"] if self.flagged else []
        return f"Question {self.place + 1}, {', '.join(marks)}"


@dataclass(frozen=True, slots=True)
class QuestionView:
    """The question on the screen, with everything around it.

    lead_in: what stands above a question that is a bare term. text: what was typed so far.
    graded: what the learner said of his answer; None for nothing.
    """

    token: str
    number: int
    count: int
    card: CardView
    lead_in: str
    text: str
    form: Form
    revealed: bool
    said: str
    flagged: bool
    answered: int
    left_ms: int
    left: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question that is looked at again. said: what there is to say above it."""

    number: int
    card: CardView
    said: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """What an exam came to. topics: name, points, share and range of each."""

    verdict: str
    passed: bool
    time_is_up: str
    rows: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str, str, str], ...]
    mistakes: tuple[Corrected, ...]
    nearly: tuple[Corrected, ...]


def token_of(sitting: Sitting) -> str:
    """Which question of which sitting a page shows. A form that brings another came too late."""
    return f"{sitting.id}-{sitting.place}"


def question_view(sat: RecordedSitting, media: DeckMedia) -> QuestionView:
    """The question that is being answered."""
    sitting = sat.sitting
    question, attempt = sitting.question, sitting.attempt
    shown = as_asked(question, attempt, sat.cards[question.card.key])
    card = (
        asked_view(shown, sat.labels, media)
        if isinstance(shown, Asking)
        else answer_view(shown, sat.labels, media)
    )
    said = ""
    if isinstance(attempt.response, Graded):
        said = exams.SAID_RIGHT if attempt.response.right else exams.SAID_WRONG
    return QuestionView(
        token=token_of(sitting),
        number=sitting.place + 1,
        count=len(sitting.attempts),
        card=card,
        lead_in=lead_in(sat.cards[question.card.key], sat.labels.language)
        if isinstance(shown, Asking)
        else "",
        text=attempt.response.text if isinstance(attempt.response, Typed) else "",
        form=question.card.form,
        revealed=isinstance(attempt.response, Revealed | Graded),
        said=said,
        flagged=attempt.flagged,
        answered=sitting.answered,
        left_ms=sat.left_ms,
        left=duration(sat.left_ms),
        entries=tuple(
            Entry(place, each.is_answered, each.flagged, place == sitting.place)
            for place, each in enumerate(sitting.attempts)
        ),
    )


def result_view(sat: RecordedSitting, media: DeckMedia) -> ResultView:
    """What the exam came to, and what to look at again."""
    sitting = sat.sitting
    score = marked(sitting)
    names = {
        question.card.topic: sat.labels.topics.get(question.card.key, question.card.topic)
        for question in sitting.paper.questions
    }
    return ResultView(
        verdict=exams.PASSED if score.passed else exams.NOT_PASSED,
        passed=score.passed,
        time_is_up=exams.TIME_IS_UP if sitting.ending is Ending.TIMED_OUT else "",
        rows=tuple(
            (label.capitalize(), told)
            for label, told in exams.rows(
                sitting,
                sitting.answered if sitting.logged else None,
                "“Count the answers as reviews” gives it the next exam's",
            )
        ),
        topics=tuple(
            (
                names[topic],
                f"{tally.points} of {tally.asked}",
                percent(tally.right, tally.asked),
                exams.range_told(tally),
            )
            for topic, tally in score.topics.items()
        ),
        mistakes=tuple(_corrected(sat, place, media) for place in mistakes(sitting)),
        nearly=tuple(_corrected(sat, place, media) for place in nearly_right(sitting, sat.cards)),
    )


def _corrected(sat: RecordedSitting, place: int, media: DeckMedia) -> Corrected:
    question, attempt = sat.sitting.paper.questions[place], sat.sitting.attempts[place]
    shown = answer_view(corrected(question, attempt, sat.cards), sat.labels, media)
    said = "" if attempt.is_answered else exams.NOT_ANSWERED
    if isinstance(attempt.response, Graded):
        said = exams.SAID_RIGHT if attempt.response.right else exams.SAID_WRONG
    return Corrected(place + 1, shown, said)


def history_rows(past: list[PastExam], calendar: Calendar) -> list[tuple[str, str, str, str]]:
    """Past exams, the latest first: when, points, share, and whether it was passed."""
    return [
        (
            f"{datetime_of(exam.at_ms).astimezone(calendar.zone):%Y-%m-%d %H:%M}",
            f"{exam.score.total.points} of {exam.score.total.asked}",
            percent(exam.score.total.right, exam.score.total.asked),
            "passed" if exam.score.passed else "not passed",
        )
        for exam in reversed(past)
    ]


def waiting_told(sitting: Sitting) -> str:
    """Where the exam stands that waits."""
    left = duration(sitting.limit_ms - sitting.spent_ms)
    count = counted(len(sitting.attempts), "question")
    return f"{sitting.answered} of {count} answered, {left} left. Its clock stands."
