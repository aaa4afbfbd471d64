"""An exam that was sat, as it is kept: a line of JSON."""

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ipt_cards.exam.mock.score import Score, Tally
from ipt_cards.exam.mock.sitting import Ending, Sitting, marked
from ipt_cards.progress.entry_id import END_OF_TIME_MS

VERSION = 1

_DECIMALS = 7
_FINEST = 1000


@dataclass(frozen=True, slots=True)
class PastExam:
    """What is kept of a sitting.

    id: the sitting's. at_ms: when it ended, UTC milliseconds.
    answered: how many questions had an answer.
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

    def as_json(self) -> dict[str, object]:
        """The exam as scripts and the file see it."""
        topics = self.score.topics.items()
        return {
            "id": self.id,
            "deck": self.deck,
            "at_ms": self.at_ms,
            "seed": self.seed,
            "ending": self.ending,
            "limit_ms": self.limit_ms,
            "spent_ms": self.spent_ms,
            "answered": self.answered,
            "right": _points(self.score.total),
            "asked": self.score.total.asked,
            "pass_percent": self.score.pass_percent,
            "topics": {topic: {"right": _points(t), "asked": t.asked} for topic, t in topics},
        }


def past_exam(sitting: Sitting) -> PastExam:
    """What is to be kept of a sitting. Raises ValueError for one that goes on."""
    if sitting.ending is None:
        raise ValueError("the sitting hasn't ended")
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
        )
    except (ArithmeticError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"this is no exam ({error!r})") from error


def _points(tally: Tally) -> int | float:
    whole = tally.right.denominator == 1
    return int(tally.right) if whole else round(float(tally.right), _DECIMALS)


def _tally(values: dict[str, Any]) -> Tally:
    asked = int(values["asked"])
    # What was rounded to be written is a sum of a few parts of a point.
    right = Fraction(str(values["right"])).limit_denominator(_FINEST)
    if not 0 <= right <= asked:
        raise ValueError(f"{right} of {asked} can't be right")
    return Tally(right, asked)
