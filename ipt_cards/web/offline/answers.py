"""The answers that a page gave without the server, as they come in later."""

import json
from dataclasses import dataclass

from ipt_cards.quiz.step import LONGEST_ANSWER_MS
from ipt_cards.scheduling.grade import Grade


@dataclass(frozen=True, slots=True)
class OfflineAnswer:
    """An answer. undone: whether the learner took it back; then it may never have come in."""

    id: str
    card: str
    grade: Grade
    duration_ms: int
    undone: bool


def offline_answers(written: str) -> tuple[list[OfflineAnswer], list[str]]:
    """The answers in what a page sent, the oldest first, and the ids of what is none."""
    try:
        listed = json.loads(written)
    except (ValueError, RecursionError):
        return [], []
    found, bad = [], []
    for each in listed if isinstance(listed, list) else []:
        try:
            found.append(_answer(each))
        except (KeyError, TypeError, ValueError):
            identifier = each.get("id") if isinstance(each, dict) else None
            bad += [identifier] if isinstance(identifier, str) else []
    return sorted(found, key=lambda answer: answer.id), bad


def _answer(told: dict[str, object]) -> OfflineAnswer:
    identifier, card, grade, took = (told[key] for key in ("id", "card", "grade", "took"))
    if not (isinstance(identifier, str) and isinstance(card, str)):
        raise TypeError
    if type(grade) is not int or type(took) is not int:
        raise TypeError
    duration_ms = min(max(0, took), LONGEST_ANSWER_MS)
    return OfflineAnswer(identifier, card, Grade(grade), duration_ms, told.get("undone") is True)
