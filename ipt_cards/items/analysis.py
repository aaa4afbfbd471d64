"""Classical item analysis of a class's answers (Crocker and Algina 1986, chapters 7 and 14)."""

from dataclasses import dataclass, replace

import numpy as np

from ipt_cards.forecast.wilson import wilson
from ipt_cards.items.correlation import correlation, correlation_range, spread
from ipt_cards.items.counts import Answers, Counts, Sittings
from ipt_cards.items.flags import Evidence, Flag, flags
from ipt_cards.items.options import Option, options
from ipt_cards.items.question import Question
from ipt_cards.items.rasch import Difficulties
from ipt_cards.items.reliability import Reliability, reliability
from ipt_cards.items.thirds import Thirds


@dataclass(frozen=True, slots=True)
class Item:
    """What the answers tell of one question.

    asked: how many learners were. options: what was made of each; other: of answers that aren't
        among them; none: by whom no answer was given.
    difficulty: the part of its points that was reached, so that a hard one has a low figure, and
        the range it is good for (Wilson, 95 %).
    discrimination: the correlation with the part of the other points that was reached (the
        corrected point-biserial), and its range (Fisher, 95 %).
    rasch, rasch_error: its difficulty in logits, and the standard error of that.
    Each is None where it can't be told.
    """

    question: Question
    asked: int
    difficulty: float | None
    difficulty_range: tuple[float, float] | None
    discrimination: float | None
    discrimination_range: tuple[float, float] | None
    options: tuple[Option, ...]
    other: Option
    none: Option
    rasch: float | None
    rasch_error: float | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the answers of a class tell of an exam.

    mean, deviation: of the part of the points that was reached; None where there are too few.
    """

    items: tuple[Item, ...]
    sittings: Sittings
    mean: float | None
    deviation: float | None
    reliability: Reliability | None

    @property
    def flagged(self) -> tuple[Item, ...]:
        """The questions that have flags."""
        return tuple(item for item in self.items if item.flags)


def analyse(counts: Counts, rasch: Difficulties | None = None) -> Analysis:
    """The item analysis of what was counted. rasch: of all questions, where there are enough."""
    thirds = Thirds(counts.sittings)
    told = [
        _item(question, counts.answers.of(index), counts.choices.of(index), thirds)
        for index, question in enumerate(counts.questions)
    ]
    found = flags([evidence for _, evidence in told])
    items = tuple(
        replace(
            item,
            flags=found[index],
            rasch=None if rasch is None else _known(rasch.difficulty[index]),
            rasch_error=None if rasch is None else _known(rasch.error[index]),
        )
        for index, (item, _) in enumerate(told)
    )
    held = counts.sittings
    total = held.all
    return Analysis(
        items,
        held,
        float((held.share * held.count).sum() / total) if total else None,
        spread(held.share, held.count),
        reliability(counts),
    )


def _item(
    question: Question, answers: Answers, choices: Answers, thirds: Thirds
) -> tuple[Item, Evidence]:
    asked = int(answers.count.sum())
    told, other, none = options(question, answers, choices, thirds)
    # A sitting of one question has no rest to compare it with.
    compared = answers.where(answers.asked > 1)
    found = correlation(compared.score, compared.rest, compared.count)
    difficulty = float((answers.score * answers.count).sum()) / asked if asked else None
    right = int(answers.count[answers.score == 1].sum())
    item = Item(
        question,
        asked,
        difficulty,
        None if difficulty is None else wilson(difficulty, asked),
        found,
        None if found is None else correlation_range(found, int(compared.count.sum())),
        told,
        other,
        none,
        None,
        None,
        (),
    )
    # Of several right options none is the key, and each may be left out.
    compared_options = () if question.is_choice and len(question.right) != 1 else told
    return item, Evidence(asked, right, found, compared_options, question.is_choice, none.count)


def _known(figure: float) -> float | None:
    return float(figure) if np.isfinite(figure) else None
