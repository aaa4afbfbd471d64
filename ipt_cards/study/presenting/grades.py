"""The grades that are offered: their keys and names, and when each lets the card come back."""

from collections.abc import Mapping

from ipt_cards.quiz.screen import Revealed
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS, Grade
from ipt_cards.scheduling.sm2 import CardState
from ipt_cards.study.configuration.settings import GradeSet
from ipt_cards.study.presenting import words

GradeKeys = Mapping[str, Grade]
"""The keys that grade, in the order of their buttons."""

FOUR_BUTTONS: GradeKeys = {str(place): grade for place, grade in enumerate(BUTTONS, start=1)}
SIX_GRADES: GradeKeys = {str(int(grade)): grade for grade in Grade}


def grade_keys(offered: GradeSet) -> GradeKeys:
    """The keys of the grades that the learner wants to be offered."""
    return FOUR_BUTTONS if offered is GradeSet.BUTTONS else SIX_GRADES


def default_grade(revealed: Revealed) -> Grade:
    """The grade that is given by no key of its own, such as Enter."""
    return Grade.GOOD if revealed.suggested is None else revealed.suggested


def grade_name(grade: Grade) -> str:
    """What a grade's button says."""
    return grade.name.capitalize()


def comes_back(after: CardState, grade: Grade, today: Day) -> str:
    """When a grade lets a card come back, short enough for its button. after: what it becomes."""
    days = words.interval(after.due - today)
    if not after.drilling:
        return days
    return f"today, {days}" if grade.passed else "today"
