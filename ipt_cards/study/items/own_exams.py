"""Exams that learners exported with `ipt-cards exam --history --json`."""

import json
from collections.abc import Hashable
from pathlib import Path

from ipt_cards.exam.mock.attempt import Arranged, Chosen, Graded, Typed
from ipt_cards.exam.mock.past_exam import PastExam, from_line, from_values
from ipt_cards.exam.mock.past_question import PastQuestion
from ipt_cards.forecast.exam_card import Form
from ipt_cards.items.options import UNANSWERED
from ipt_cards.items.question import Question
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.answer_table import UNIT
from ipt_cards.study.items.catalogue import Catalogue

_LINES = ".jsonl"


def exams_in(path: Path, content: bytes) -> list[PastExam]:
    """The exams in a file: an export, or the lines in which they are kept.

    Raises StudyError, with its place, for a file that holds no such.
    """
    if path.suffix.lower() == _LINES:
        return [
            _exam(f"{path}:{number}", line)
            for number, line in enumerate(content.split(b"\n"), start=1)
            if line.strip()
        ]
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        at = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise StudyError(f"{path}{at}: this is no JSON ({error})") from None
    if not isinstance(told, list):
        raise StudyError(
            f"{path}: this is no list of exams, as `ipt-cards exam --history --json` prints it"
        )
    return [_exam(f"{path}: exam {number}", each) for number, each in enumerate(told, 1)]


def answers_of(exam: PastExam, catalogue: Catalogue) -> list[tuple[int, int, int]]:
    """For each question of an exam its number, that of the response, and the score in units."""
    rows = []
    for asked in exam.questions:
        question = catalogue.question(_identity(asked), _question(asked))
        response = _response(asked, question, catalogue)
        rows.append((question, response, round(asked.credit * UNIT)))
    return rows


def _exam(place: str, told: object) -> PastExam:
    try:
        return from_line(told) if isinstance(told, bytes) else from_values(told)
    except ValueError as error:
        raise StudyError(f"{place}: this is no exam that was sat ({error})") from None


def _identity(asked: PastQuestion) -> Hashable:
    # A question that was reworded, or given another option, measures something else.
    return asked.card, asked.form, asked.asked, frozenset(asked.answers), frozenset(asked.options)


def _question(asked: PastQuestion) -> Question:
    choice = asked.form is Form.CHOICE
    return Question(
        asked.card,
        asked.topic,
        asked.asked,
        asked.options if choice else (),
        frozenset(range(asked.right)) if choice else frozenset(),
        choice,
    )


def _response(asked: PastQuestion, question: int, catalogue: Catalogue) -> int:
    is_right = asked.credit == 1
    match asked.response:
        case Chosen(options):
            # Its author may have put them into another order since.
            known = catalogue.questions[question].options
            return catalogue.chosen(question, (known.index(asked.options[o]) for o in options))
        case Arranged(arrangement):
            placed = ["…" if each is None else asked.options[each] for each in arrangement]
            return catalogue.given(question, " · ".join(placed), is_right=is_right)
        case Typed(text):
            return catalogue.given(question, " ".join(text.split()), is_right=is_right)
        case Graded(right):
            told = "graded right" if right else "graded wrong"
            return catalogue.given(question, told, is_right=right)
        case _:
            return UNANSWERED
