"""What learners export of simulated exams."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.items.simulation import SimulatedClass

AT_MS = 1_780_000_000_000


def exam(sitting: str, questions: list[dict[str, Any]], **changes: object) -> dict[str, Any]:
    """An exam as `exam --history --json` prints it."""
    right = sum(question["credit"] for question in questions)
    return {
        "id": sitting,
        "deck": "sim",
        "at_ms": AT_MS,
        "seed": 1,
        "ending": "handed-in",
        "limit_ms": 600_000,
        "spent_ms": 60_000,
        "answered": len(questions),
        "right": right,
        "asked": len(questions),
        "pass_percent": 60,
        "topics": {"basics": {"right": right, "asked": len(questions)}},
        "questions": questions,
    } | changes


def choice(card: str, chosen: int | None, **changes: object) -> dict[str, Any]:
    """A question with four options, of which the first is right, and what was chosen."""
    return {
        "card": card,
        "topic": "basics",
        "form": "choice",
        "asked": f"What is {card}?",
        "answers": ["A"],
        "options": ["A", "B", "C", "D"],
        "order": [2, 0, 3, 1],
        "right": 1,
        "response": None if chosen is None else {"chosen": [chosen]},
        "credit": int(chosen == 0),
        "duration_ms": 1000,
    } | changes


def exams_of(made: SimulatedClass) -> Iterator[dict[str, Any]]:
    """Each learner's exam."""
    for number, row in enumerate(made.chosen.tolist()):
        questions = [
            choice(question.name, chosen)
            for question, chosen in zip(made.questions, row, strict=True)
        ]
        yield exam(f"s{number}", questions)


def write(path: Path, *exams: dict[str, Any]) -> Path:
    """Write an export."""
    path.write_text(json.dumps(exams), encoding="utf-8")
    return path
