"""An exam that was sat, as it is kept: a line of JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ipt_cards.deck.card import Card
from ipt_cards.exam.mock import past_question
from ipt_cards.exam.mock.past_question import PastQuestion, points
from ipt_cards.exam.mock.score import Score, Tally
from ipt_cards.exam.mock.sitting import Ending, Sitting, marked
from ipt_cards.progress.entry_id import END_OF_TIME_MS

VERSION = 1


@dataclass(frozen=True, slots=True)
class PastExam:
    """What is kept of a sitting.

    id: the sitting's. at_ms: when it ended, UTC milliseconds.
    answered: how many questions had an answer.
    questions: the paper's, in their order; none of an exam that was sat before they were kept.
    """

    id: str
    deck: str
    at_ms: int
    seed: int
    ending: Ending
    limit_ms: int
    spent_ms: int
    answered: int
    score: Score
    questions: tuple[PastQuestion, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The exam as scripts and the file see it."""
        topics = self.score.topics.items()
        asked = [question.as_json() for question in self.questions]
        return {
            "id": self.id,
            "deck": self.deck,
            "at_ms": self.at_ms,
            "seed": self.seed,
            "ending": self.ending,
            "limit_ms": self.limit_ms,
            "spent_ms": self.spent_ms,
            "answered": self.answered,
            "right": points(self.score.total.right),
            "asked": self.score.total.asked,
            "pass_percent": self.score.pass_percent,
            "topics": {topic: {"right": points(t.right), "asked": t.asked} for topic, t in topics},
            **({"questions": asked} if asked else {}),
        }


def past_exam(sitting: Sitting, cards: Mapping[str, Card]) -> PastExam:
    """What is to be kept of a sitting. Raises ValueError for one that goes on.

    cards: those of its deck by key, from which it is told what was asked.
    """
    if sitting.ending is None:
        raise ValueError("the sitting hasn't ended")
    pairs = zip(sitting.paper.questions, sitting.attempts, strict=True)
    return PastExam(
        id=sitting.id,
        deck=sitting.deck,
        at_ms=sitting.now_ms,
        seed=sitting.paper.seed,
        ending=sitting.ending,
        limit_ms=sitting.limit_ms,
        spent_ms=sitting.spent_ms,
        answered=sitting.answered,
        score=marked(sitting),
        questions=tuple(
            past_question.past_question(question, attempt, cards[question.card.key])
            for question, attempt in pairs
        ),
    )


def to_line(exam: PastExam) -> bytes:
    """The exam's line, in UTF-8 with its line feed."""
    values = {"v": VERSION, **exam.as_json()}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def from_line(line: bytes) -> PastExam:
    """The exam on a line. Raises ValueError for a line that holds none."""
    try:
        values: dict[str, Any] = json.loads(line)
        if values["v"] != VERSION:
            raise ValueError(f"version {values['v']} is not {VERSION}")
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"this is no exam ({error!r})") from error
    return from_values(values)


def from_values(values: Any) -> PastExam:  # noqa: ANN401 - whatever JSON holds
    """The exam that `as_json` told. Raises ValueError for anything else."""
    try:
        topics = {str(topic): _tally(tally) for topic, tally in values["topics"].items()}
        if not 0 <= int(values["at_ms"]) < END_OF_TIME_MS:
            raise ValueError(f"{values['at_ms']} ms is no instant")
        return PastExam(
            id=str(values["id"]),
            deck=str(values["deck"]),
            at_ms=int(values["at_ms"]),
            seed=int(values["seed"]),
            ending=Ending(values["ending"]),
            limit_ms=int(values["limit_ms"]),
            spent_ms=int(values["spent_ms"]),
            answered=int(values["answered"]),
            score=Score(topics, _tally(values), int(values["pass_percent"])),
            questions=tuple(map(past_question.from_json, values.get("questions", ()))),
        )
    except (ArithmeticError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"this is no exam ({error!r})") from error


def _tally(values: dict[str, Any]) -> Tally:
    asked = int(values["asked"])
    right = past_question.fraction(values["right"])
    if not 0 <= right <= asked:
        raise ValueError(f"{right} of {asked} can't be right")
    return Tally(right, asked)
