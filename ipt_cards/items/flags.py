"""What is wrong with a question, where the answers leave little doubt.

Each flag is a test against chance. So that a sound exam has none, whatever its length, the tests of
all its questions share one probability of error (Bonferroni): a class in twenty, at most, has a
flag that it shouldn't. What a small class can't show isn't flagged; its figures stand there anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ipt_cards.items.binomial import at_least, at_most
from ipt_cards.items.correlation import probability_of_less, probability_of_more
from ipt_cards.items.options import Option
from ipt_cards.items.thirds import STRONG

EASY = 0.95
"""The share that has a question right from which on it tells learners no more apart."""

DEAD = 0.05
"""The share of all learners that a distractor which works is chosen by (Haladyna and Downing 1993,
Educational and Psychological Measurement 53, 999-1010)."""

OF_ITS_SHARE = 0.6
"""The part of what would be its share of the wrong answers, were all distractors chosen alike, that
a dead distractor doesn't reach. Without it, those of easy questions would all be dead."""


class Kind(Enum):
    """What a flag says."""

    MIS_KEYED = "mis-keyed"
    NEGATIVE = "negative-discrimination"
    DEAD = "dead-distractor"
    EASY = "too-easy"


_ERROR = {Kind.MIS_KEYED: 0.01, Kind.NEGATIVE: 0.0175, Kind.DEAD: 0.0175, Kind.EASY: 0.005}
"""The probability of any such flag in a sound exam. These, and the shares above, were chosen on
simulated classes; tests/items/test_simulated.py judges on others."""
_ALSO = 0.02
"""The probability, for one question, of what has to hold beside the test that `_ERROR` is for."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag on a question. option: the index of the one it is about, if any."""

    kind: Kind
    option: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What flags are told from, for one question.

    asked: how many were. right: how many had it right in all. discrimination: None where it can't
    be told. options: what was made of each, in the question's order; empty where several are right
    at once. is_choice: whether they are all that there was to choose from. unanswered: how many
    gave no answer.
    """

    asked: int
    right: int
    discrimination: float | None
    options: tuple[Option, ...] = ()
    is_choice: bool = False
    unanswered: int = 0


def flags(questions: Sequence[Evidence]) -> list[tuple[Flag, ...]]:
    """The flags on each question of an exam.

    A mis-keyed question has a negative discrimination for that reason, which isn't told again.
    """
    asked = max(1, sum(1 for each in questions if each.asked))
    distractors = max(1, sum(len(each.options) - 1 for each in questions if each.is_choice))
    found = []
    for evidence in questions:
        told: list[Flag] = []
        key = mis_keyed(evidence, _ERROR[Kind.MIS_KEYED] / asked)
        if key is not None:
            told.append(Flag(Kind.MIS_KEYED, key))
        elif is_negative(evidence, _ERROR[Kind.NEGATIVE] / asked):
            told.append(Flag(Kind.NEGATIVE))
        told += [
            Flag(Kind.DEAD, option) for option in dead(evidence, _ERROR[Kind.DEAD] / distractors)
        ]
        if is_easy(evidence, _ERROR[Kind.EASY] / asked):
            told.append(Flag(Kind.EASY))
        found.append(tuple(told))
    return found


def is_easy(evidence: Evidence, error: float) -> bool:
    """Whether more than `EASY` of such learners would have it right."""
    return at_least(evidence.right, evidence.asked, EASY) <= error if evidence.asked else False


def is_negative(evidence: Evidence, error: float) -> bool:
    """Whether those who know less have it right more often."""
    found = evidence.discrimination
    return found is not None and probability_of_less(found, evidence.asked) <= error


def dead(evidence: Evidence, error: float) -> list[int]:
    """The distractors that hardly anyone takes, of all and of those who were wrong."""
    wrong = sum(option.count for option in evidence.options if not option.is_right)
    distractors = len(evidence.options) - 1
    if not evidence.is_choice or distractors < 2:  # then it is what all take who are wrong
        return []
    answered = evidence.asked - evidence.unanswered
    return [
        index
        for index, option in enumerate(evidence.options)
        if not option.is_right
        and at_most(option.count, answered, DEAD) <= error
        and at_most(option.count, wrong, OF_ITS_SHARE / distractors) <= error
    ]


def mis_keyed(evidence: Evidence, error: float) -> int | None:
    """The answer, counted as wrong, that is the right one by those who know most.

    It is what the strongest third answers above all else, and those answer so who know more, which
    doesn't hold of what counts as right. Where only the weak have a question right, those who know
    more are spread over its distractors, so that none of these draws them as the key repels them.
    """
    if len(evidence.options) < 2:
        return None
    strong = [option.thirds[STRONG] for option in evidence.options]
    best = strong.index(max(strong))
    option = evidence.options[best]
    found = option.discrimination
    if option.is_right or found is None:
        return None
    keys = [each.discrimination or 0.0 for each in evidence.options if each.is_right]
    if any(-key >= found or probability_of_more(key, evidence.asked) <= 0.05 for key in keys):
        return None
    next_most, most = sorted(strong)[-2:]
    chance = (
        probability_of_more(found, evidence.asked),
        at_least(most, most + next_most, 0.5),
    )
    return best if min(chance) <= error and max(chance) <= _ALSO else None
