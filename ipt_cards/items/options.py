"""How often each option of a question was chosen, and by whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipt_cards.items.correlation import correlation
from ipt_cards.items.counts import Answers
from ipt_cards.items.question import Question
from ipt_cards.items.thirds import Thirds

UNANSWERED = -1
OTHER = -2
"""An answer that isn't among those that are told one by one."""
UNTOLD_RESPONSE = -3
"""An answer of which only the score is known."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to answer a question.

    count: how many did. thirds: how many of the weakest, the middle and the strongest third.
    discrimination: the correlation of choosing it with the part of the other points that was
        reached; None where it can't be told.
    """

    text: str
    is_right: bool
    count: int
    thirds: tuple[int, int, int]
    discrimination: float | None


def options(
    question: Question, answers: Answers, choices: Answers, thirds: Thirds
) -> tuple[tuple[Option, ...], Option, Option]:
    """What was made of each of the question's options, of those not among them, and of none.

    answers, choices: those to this question.
    """
    told = tuple(
        _option(index, answers, choices, thirds, text, is_right=index in question.right)
        for index, text in enumerate(question.options)
    )
    other = _option(OTHER, answers, choices, thirds)
    return told, other, _option(UNANSWERED, answers, choices, thirds)


def _option(  # noqa: PLR0913 - what an option is counted from
    index: int,
    answers: Answers,
    choices: Answers,
    thirds: Thirds,
    text: str = "",
    *,
    is_right: bool = False,
) -> Option:
    chose = choices.option == index
    count = choices.count[chose]
    by_third = np.bincount(thirds.of(choices.share[chose]), weights=count, minlength=3)
    weak, middle, strong = (int(each) for each in by_third)
    return Option(
        text,
        is_right,
        int(count.sum()),
        (weak, middle, strong),
        _discrimination(choices, chose, answers),
    )


def _discrimination(choices: Answers, chose: NDArray[np.bool_], answers: Answers) -> float | None:
    # Who didn't choose it is known only as what is left of all answers.
    rest = np.concatenate([answers.rest, choices.rest[chose], choices.rest[chose]])
    count = np.concatenate([answers.count, -choices.count[chose], choices.count[chose]])
    chosen = np.concatenate([np.zeros(len(answers.count) + chose.sum()), np.ones(int(chose.sum()))])
    return correlation(chosen, rest, count)
