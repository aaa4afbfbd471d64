"""Counts of a class's answers, made without any database."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipt_cards.items.counts import Answers, Counts, Sittings
from ipt_cards.items.question import Question

NOTHING = np.zeros(0, dtype=np.int64)


def counts_of(
    scores: NDArray[Any],
    chosen: NDArray[Any] | None = None,
    questions: Sequence[Question] | None = None,
) -> Counts:
    """What is counted of a table of scores, a row a learner and a column a question.

    NaN is a question that a learner wasn't asked. chosen: the options that were chosen, likewise.
    """
    asked = (~np.isnan(scores)).sum(axis=1)
    points = np.nansum(scores, axis=1)
    sittings = Counter(zip(points.tolist(), asked.tolist(), strict=True))
    options = np.zeros(scores.shape, dtype=np.int64) if chosen is None else chosen
    kinds: Counter[tuple[float, ...]] = Counter()
    for learner, question in np.argwhere(~np.isnan(scores)):
        option, score = options[learner, question], scores[learner, question]
        kinds[question, option, score, points[learner], asked[learner]] += 1
    held = _answers(kinds)
    return Counts(
        questions or [Question(f"q{number}") for number in range(scores.shape[1])],
        Sittings(
            np.array([points for points, _ in sittings], dtype=float),
            np.array([asked for _, asked in sittings], dtype=np.int64),
            np.array(list(sittings.values()), dtype=np.int64),
        ),
        held,
        held if chosen is not None else _answers(Counter()),
        same_paper=not np.isnan(scores).any(),
    )


def _answers(kinds: "Counter[tuple[float, ...]]") -> Answers:
    rows = sorted(kinds.items())
    columns = np.array([kind for kind, _ in rows], dtype=float).reshape(len(rows), 5).T
    question, option, score, points, asked = columns
    return Answers(
        question.astype(np.int64),
        option.astype(np.int64),
        score,
        points,
        asked.astype(np.int64),
        np.array([count for _, count in rows], dtype=np.int64),
    )
