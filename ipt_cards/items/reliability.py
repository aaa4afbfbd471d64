"""How far the scores of an exam would come out alike if it were sat again."""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from ipt_cards.items.correlation import spread
from ipt_cards.items.counts import Counts


class Coefficient(Enum):
    """Which coefficient of reliability it is."""

    KR_20 = "KR-20"
    """Kuder and Richardson 1937, Psychometrika 2, 151-160: all questions right or wrong."""
    ALPHA = "alpha"
    """Cronbach 1951, Psychometrika 16, 297-334: some questions right in part."""
    NESTED = "generalizability"
    """Of papers that were drawn for each learner: questions nested in learners, an analysis of
    variance (Brennan 2001, Generalizability Theory, 3.2). It counts how hard a paper is as chance.
    """


@dataclass(frozen=True, slots=True)
class Reliability:
    """A coefficient, and the standard error of measurement that follows from it.

    value: at most 1; below 0 where questions agree less than chance would have them.
    error: in points of a paper of `questions` questions; those of the mean paper where they differ.
    """

    coefficient: Coefficient
    value: float
    error: float
    questions: float


def reliability(counts: Counts) -> Reliability | None:
    """The reliability of the scores; None where there is nothing to tell it from.

    That is one learner, everyone the same score, or a single question.
    """
    return _alpha(counts) if counts.same_paper else _nested(counts)


def _alpha(counts: Counts) -> Reliability | None:
    questions = int(counts.sittings.asked[0]) if counts.sittings.all else 0
    deviation = spread(counts.sittings.points, counts.sittings.count)
    if questions < 2 or not deviation or deviation < 1e-9:
        return None
    variances = 0.0
    for question in range(len(counts.questions)):
        held = counts.answers.of(question)
        variances += (spread(held.score, held.count) or 0.0) ** 2
    value = questions / (questions - 1) * (1 - variances / deviation**2)
    whole = np.isin(counts.answers.score, (0, 1)).all()
    coefficient = Coefficient.KR_20 if whole else Coefficient.ALPHA
    return Reliability(coefficient, value, deviation * math.sqrt(max(0.0, 1 - value)), questions)


def _nested(counts: Counts) -> Reliability | None:
    held = counts.sittings
    sittings, answers = held.all, int((held.asked * held.count).sum())
    if sittings < 2 or answers <= sittings:
        return None
    mean = float((held.points * held.count).sum()) / answers
    squares = float((counts.answers.score**2 * counts.answers.count).sum())
    between = float((held.points**2 / held.asked * held.count).sum())
    within_mean = (squares - between) / (answers - sittings)
    between_mean = (between - answers * mean**2) / (sittings - 1)
    if between_mean < 1e-12:
        return None
    questions = answers / sittings
    value = 1 - within_mean / between_mean
    return Reliability(
        Coefficient.NESTED, value, math.sqrt(max(0.0, questions * within_mean)), questions
    )
