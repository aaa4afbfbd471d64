"""`import ipt_cards`: what it offers, and what it costs."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import FunctionType

import ipt_cards
from ipt_cards import Grade, Quiz, check_deck, load_deck, make_plan, open_log, readiness
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, ChoiceNote, Distractor
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.study.configuration.settings import Settings

NOON_MS = int(datetime(2027, 1, 4, 12, tzinfo=UTC).timestamp() * 1000)
DAY_MS = 86_400_000
IN_UTC = Settings(time_zone=UTC)  # type: ignore[arg-type] # any tzinfo will do

DECK = Deck(
    id="small",
    name="Small",
    topics=(
        Topic(
            "all",
            "All",
            (
                BasicNote(id="capital", front="Capital of *France*?", back="Paris"),
                ChoiceNote(
                    id="colour",
                    question="A colour?",
                    answers=("Red",),
                    distractors=(Distractor("Wet", "A state."), Distractor("Old", "An age.")),
                ),
            ),
        ),
    ),
)


def test_every_name_that_is_offered_is_there_with_a_docstring() -> None:
    assert list(ipt_cards.__all__) == sorted(ipt_cards.__all__, key=_as_ruff_sorts)
    for name in ipt_cards.__all__:
        offered = getattr(ipt_cards, name)
        assert name in dir(ipt_cards)
        if isinstance(offered, type | FunctionType):
            assert offered.__doc__, name


def _as_ruff_sorts(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_a_name_that_is_not_offered_is_an_attribute_error() -> None:
    assert not hasattr(ipt_cards, "build_everything")


def test_importing_it_imports_nothing_of_the_program_nor_any_package() -> None:
    code = (
        "import sys; before = set(sys.modules); import ipt_cards; "
        "new = set(sys.modules) - before; "
        "print(*sorted(n for n in new if n.partition('.')[0] not in sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["ipt_cards", "ipt_cards.version"]


def test_a_quiz_asks_takes_a_grade_and_asks_the_next(tmp_path: Path) -> None:
    with open_log(tmp_path / "progress.db", IN_UTC) as log:
        quiz = Quiz(DECK, log, clock=lambda: NOON_MS)
        first = quiz.question
        assert first is not None
        assert (first.card, first.text, first.answers, first.options) == (
            "capital/forward",
            "Capital of France?",
            ("Paris",),
            (),
        )
        assert first.intervals[Grade.GOOD] == 1
        second = quiz.grade(Grade.GOOD)
        assert log.card("capital/forward").state.repetitions == 1
        assert second is not None
        assert (second.card, second.answers, sorted(second.options)) == (
            "colour",
            ("Red",),
            ["Old", "Red", "Wet"],
        )
        assert quiz.undo() == first
        assert log.card("capital/forward").state.is_new


def test_what_is_failed_comes_back_until_it_is_known(tmp_path: Path) -> None:
    with open_log(tmp_path / "progress.db", IN_UTC) as log:
        quiz = Quiz(DECK, log, topics=["All"], clock=lambda: NOON_MS)
        asked = []
        for grade in (Grade.AGAIN, Grade.GOOD, Grade.GOOD):
            assert quiz.question is not None
            asked.append(quiz.question.card)
            quiz.grade(grade)
        assert asked == ["capital/forward", "colour", "capital/forward"]
        assert quiz.question is None
        assert quiz.grade(Grade.GOOD) is None


def test_a_plan_is_counted_on_in_the_forecast(tmp_path: Path) -> None:
    with open_log(tmp_path / "progress.db", IN_UTC) as log:
        exam = date(2027, 1, 18)
        plan = make_plan(DECK, log, exam, minutes=20, clock=lambda: NOON_MS)
        assert isinstance(plan, ipt_cards.Plan)
        with_plan = readiness(DECK, log, exam, plan, clock=lambda: NOON_MS)
        without = readiness(DECK, log, exam, clock=lambda: NOON_MS)
    assert with_plan.readiness.total.share > without.readiness.total.share


def test_checking_tells_errors_and_warnings(tmp_path: Path) -> None:
    assert not any(problem.is_error for problem in check_deck("ipt"))
    for name, text in deck_files(DECK).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert load_deck(tmp_path) == DECK
    (tmp_path / "all.yaml").write_text("notes:\n  - id: a\n    frnt: b\n", encoding="utf-8")
    assert any("did you mean `front`" in problem.message for problem in check_deck(tmp_path))
