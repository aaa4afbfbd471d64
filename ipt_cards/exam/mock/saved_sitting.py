"""A sitting as the JSON that it is saved in."""

import json
from fractions import Fraction
from typing import Any

from ipt_cards.exam.mock.attempt import (
    Arranged,
    Attempt,
    Chosen,
    Graded,
    Response,
    Revealed,
    Typed,
)
from ipt_cards.exam.mock.paper import Paper, Question
from ipt_cards.exam.mock.sitting import Ending, Sitting
from ipt_cards.forecast.exam_card import ExamCard, Form
from ipt_cards.progress.entry_id import END_OF_TIME_MS

VERSION = 1


def to_json(sitting: Sitting) -> bytes:
    """The sitting in UTF-8, the same bytes for the same sitting."""
    pairs = zip(sitting.paper.questions, sitting.attempts, strict=True)
    saved = {
        "v": VERSION,
        "id": sitting.id,
        "deck": sitting.deck,
        "seed": sitting.paper.seed,
        "limit_ms": sitting.limit_ms,
        "now_ms": sitting.now_ms,
        "pass_percent": sitting.pass_percent,
        "place": sitting.place,
        "logged": sitting.logged,
        "ending": sitting.ending,
        "questions": [_question(question, attempt) for question, attempt in pairs],
    }
    return json.dumps(saved, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(saved: bytes) -> Sitting:
    """The sitting that `to_json` saved. Raises ValueError, saying why, for anything else."""
    try:
        values = json.loads(saved)
        if values["v"] != VERSION:
            raise ValueError(f"version {values['v']} is not {VERSION}")
        if not 0 <= _whole(values["now_ms"]) < END_OF_TIME_MS:
            raise ValueError(f"{values['now_ms']} ms is no instant")
        pairs = [_from_question(each) for each in values["questions"]]
        return Sitting(
            id=_text(values["id"]),
            deck=_text(values["deck"]),
            paper=Paper(_whole(values["seed"]), tuple(question for question, _ in pairs)),
            attempts=tuple(attempt for _, attempt in pairs),
            limit_ms=_whole(values["limit_ms"]),
            now_ms=_whole(values["now_ms"]),
            pass_percent=_whole(values["pass_percent"]),
            place=_whole(values["place"]),
            logged=_truth(values["logged"]),
            ending=None if values["ending"] is None else Ending(values["ending"]),
        )
    except (AttributeError, KeyError, TypeError, RecursionError, ZeroDivisionError) as error:
        raise ValueError(f"this is no saved exam ({error!r})") from error


def _question(question: Question, attempt: Attempt) -> dict[str, object]:
    return {
        "card": question.card.key,
        "topic": question.card.topic,
        "form": question.card.form.value,
        "right": question.card.right,
        "options": list(question.options),
        "response": response_json(attempt.response),
        "flagged": attempt.flagged,
        "duration_ms": attempt.duration_ms,
    }


def response_json(response: Response | None) -> dict[str, object] | None:
    """An answer as JSON has it; None for none."""
    match response:
        case Chosen(options):
            return {"chosen": sorted(options)}
        case Arranged(arrangement):
            return {"arranged": list(arrangement)}
        case Typed(text, credit):
            part = {} if credit in (0, 1) else {"part": str(credit)}
            return {"typed": text, "right": credit == 1, **part}
        case Revealed():
            return {"revealed": True}
        case Graded(right):
            return {"graded": right}
        case None:
            return None


def _from_question(values: dict[str, Any]) -> tuple[Question, Attempt]:
    options = tuple(map(_whole, values["options"]))
    if sorted(options) != list(range(len(options))):
        raise ValueError("a question's options are in no order")
    card = ExamCard(
        _text(values["card"]),
        _text(values["topic"]),
        Form(values["form"]),
        len(options),
        _whole(values["right"]),
    )
    duration_ms = _whole(values["duration_ms"])
    if duration_ms < 0:
        raise ValueError(f"{duration_ms} ms is no duration")
    attempt = Attempt(from_response(values["response"]), _truth(values["flagged"]), duration_ms)
    return Question(card, options), attempt


def from_response(values: dict[str, Any] | None) -> Response | None:
    """The answer that `response_json` told. Raises ValueError or TypeError for anything else."""
    match values:
        case None:
            return None
        case {"chosen": options}:
            return Chosen(frozenset(map(_whole, options)))
        case {"arranged": arrangement}:
            return Arranged(tuple(o if o is None else _whole(o) for o in arrangement))
        case {"typed": text, "right": False, "part": part}:
            return Typed(_text(text), Fraction(_text(part)))
        case {"typed": text, "right": right}:
            return Typed(_text(text), Fraction(_truth(right)))
        case {"revealed": True}:
            return Revealed()
        case {"graded": right}:
            return Graded(_truth(right))
        case _:
            raise ValueError(f"{values!r} is no answer")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value
