"""The learner's other files after anything may have happened to them: a sentence, or sound values."""

import io
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ipt_cards.exam.mock.event import HandIn
from ipt_cards.exam.mock.past_exam import from_line, past_exam, to_line
from ipt_cards.exam.mock.saved_sitting import to_json
from ipt_cards.exam.mock.sitting import resume, step
from ipt_cards.forecast.exam_card import exam_cards
from ipt_cards.scheduling.day import Calendar, day_of
from ipt_cards.study.configuration.settings import configuration
from ipt_cards.study.errors import ConfigurationError, StudyError
from ipt_cards.study.exam.exam_files import ExamFiles
from ipt_cards.study.exam.goals import Goals
from ipt_cards.terminal.exam.history import print_history
from tests.exam.mock.making import CARDS, DECK, after, sitting
from tests.exam.mock.test_sitting import RIGHT
from tests.fuzz.found import inputs
from tests.fuzz.mutation import mutated

DAY = day_of(date(2026, 3, 30))
TOKENS = [
    *(
        b"null",
        b"true",
        b"-1",
        b"0",
        b"1e999",
        b"NaN",
        b"9" * 5000,
        b"[" * 5000,
        b"{}",
        b"[]",
        b"1.5",
    ),
    *(b'""', b'"x"', b"0001-01-01", b"9999-12-31", b"\x00", b"\xff", b"\\ud800", b"\\u001b[2J"),
    *(b"\n", b",", b":", b"{", b"}", b"new = 5", b'time_zone = "../../etc/passwd"', b"[new]", b"'"),
]
GOAL = {"exam": "2026-06-01", "minutes": 30, "days_off": ["sun"], "target": 0.9}
TODAY = {"day": "2026-03-30", "cards": ["a/c1", "b"]}
GOALS = [json.dumps({"small": {**GOAL, "today": TODAY}}).encode()]
CONFIG = [
    b"""new = 10
reviews = 100
rollover_hour = 4
time_zone = "Europe/Berlin"
grades = "buttons"
scheduler = "sm2"
"""
]
SITTINGS = [to_json(sitting()), to_json(after(sitting(), RIGHT))]
PAST = [to_line(past_exam(after(sitting(), [*RIGHT, HandIn()]), CARDS)) * 2]


def read_goals(folder: Path, content: bytes) -> None:
    progress = folder / "progress.db"
    goals = Goals.beside(progress)
    goals.path.write_bytes(content)
    with suppress(StudyError):
        goals.cards_on("small", DAY)
    with suppress(StudyError):
        goal = goals.get("small")
        if goal is not None:
            goals.set("small", goal)
            assert goals.get("small") == goal


def read_configuration(folder: Path, content: bytes) -> None:
    (folder / "config.toml").write_bytes(content)
    with suppress(ConfigurationError):
        settings = configuration({"IPT_CARDS_CONFIG": str(folder / "config.toml")}).settings
        assert settings.new >= 0
        assert settings.reviews >= 0
        assert 0 <= settings.rollover_hour <= 23


def read_sitting(folder: Path, content: bytes) -> None:
    files = ExamFiles(folder / "progress.db")
    files.sitting("small").write_bytes(content)
    with suppress(StudyError):
        sat = files.load("small")
        assert sat is not None
        if sat.ending is None:
            sat = step(resume(sat, sat.now_ms), HandIn(), sat.now_ms)
        held = {card.key: card for card in exam_cards(DECK)}
        if any(held.get(asked.card.key) != asked.card for asked in sat.paper.questions):
            return  # an exam on another deck, which isn't gone on with
        exam = past_exam(sat, CARDS)
        assert from_line(to_line(exam)) == exam
        files.keep(exam)
        assert files.history() == ([exam], [])


def read_past(folder: Path, content: bytes) -> None:
    files = ExamFiles(folder / "progress.db")
    files.past.write_bytes(content)
    exams, _ = files.history()
    console = Console(file=io.StringIO(), width=80)
    print_history(console, exams, "Small", Calendar(UTC))
    sound = past_exam(after(sitting(), [*RIGHT, HandIn()]), CARDS)
    files.keep(sound)
    assert sound.id in {exam.id for exam in files.history()[0]}


def in_a_folder(read: Callable[[Path, bytes], None], content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        read(Path(name), content)


arbitrary = st.binary(max_size=100) | st.text(max_size=60).map(str.encode)


@given(mutated(GOALS, TOKENS) | arbitrary)
def test_goals(content: bytes) -> None:
    in_a_folder(read_goals, content)


@given(mutated(CONFIG, TOKENS) | arbitrary)
def test_configuration(content: bytes) -> None:
    in_a_folder(read_configuration, content)


@given(mutated(SITTINGS, TOKENS) | arbitrary)
def test_an_exam_being_sat(content: bytes) -> None:
    in_a_folder(read_sitting, content)


@given(mutated(PAST, TOKENS) | arbitrary)
def test_past_exams(content: bytes) -> None:
    in_a_folder(read_past, content)


KINDS = {
    "goals": read_goals,
    "config": read_configuration,
    "sitting": read_sitting,
    "past": read_past,
}
HARMFUL = [(kind, path) for kind in KINDS for path in inputs(kind)]


@pytest.mark.parametrize(("kind", "path"), HARMFUL, ids=lambda part: getattr(part, "name", part))
def test_what_once_did_harm(kind: str, path: Path, tmp_path: Path) -> None:
    KINDS[kind](tmp_path, path.read_bytes())
