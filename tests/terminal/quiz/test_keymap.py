import pytest

from ipt_cards.quiz.event import Bury, Choose, Event, GradeAnswer, Redo, Reveal, Suspend, Type, Undo
from ipt_cards.quiz.screen import Finished
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.presenting.grades import FOUR_BUTTONS, SIX_GRADES
from ipt_cards.terminal.quiz.keymap import Command, meaning
from tests.quiz.making import ABBREVIATION, CONTRAST, ROLE_PLAY, Learner


@pytest.mark.parametrize(
    ("key", "does"),
    [
        (" ", Reveal()),
        ("\r", Reveal()),
        ("u", Undo()),
        ("r", Redo()),
        ("s", Suspend()),
        ("b", Bury()),
        ("e", Command.EDIT),
        ("q", Command.QUIT),
        ("?", Command.HELP),
        ("x", None),
        ("3", None),
        ("²", None),
    ],
)
def test_before_the_answer(key: str, does: Event | Command | None) -> None:
    assert meaning(Learner((ROLE_PLAY,)).screen, key, FOUR_BUTTONS) == does


@pytest.mark.parametrize(
    ("key", "does"),
    [
        ("a", Choose(0)),
        ("c", Choose(2)),
        ("b", Choose(1)),
        ("2", Choose(1)),
        ("4", None),
        ("B", Bury()),
        ("u", Undo()),
    ],
)
def test_on_a_choice_letters_are_options_first(key: str, does: Event | None) -> None:
    assert meaning(Learner((CONTRAST,)).screen, key, FOUR_BUTTONS) == does


@pytest.mark.parametrize(
    ("typed", "key", "grade"),
    [
        ("ipt", "1", Grade.AGAIN),
        ("ipt", "4", Grade.EASY),
        ("x", " ", Grade.AGAIN),
        ("interpersonal therapy", "\r", Grade.GOOD),
    ],
)
def test_after_the_answer_digits_grade_and_space_gives_the_suggested_grade(
    typed: str, key: str, grade: Grade
) -> None:
    learner = Learner((ABBREVIATION,))
    learner.handle(Type(typed))
    assert meaning(learner.screen, key, FOUR_BUTTONS) == GradeAnswer(grade)


def test_sm2_has_all_six_grades() -> None:
    learner = Learner((ROLE_PLAY,))
    learner.handle(Reveal())
    assert [meaning(learner.screen, key, SIX_GRADES) for key in "012345"] == [
        GradeAnswer(grade) for grade in Grade
    ]


def test_at_the_end_space_leaves_and_undo_still_works() -> None:
    assert meaning(Finished(), " ", FOUR_BUTTONS) is Command.QUIT
    assert meaning(Finished(), "u", FOUR_BUTTONS) == Undo()
