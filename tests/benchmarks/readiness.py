"""How well the forgetting model forecasts real learners: `python -m tests.benchmarks.readiness`.

As it goes: every 400 answers each model is fitted on all before, and judged on the first answers of
a day among the next 400. What stands in the log before an answer (memories, level) counts, as it
would for the learner; no weight is fitted on anything later.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import (
    DEVIATION,
    PRIOR,
    Features,
    calibrate,
    features,
    typical_recall,
)
from ipt_cards.forecast.fsrs_parameters import ENOUGH_REVIEWS, optimised_on
from ipt_cards.forecast.history import Review, Rows, history, rows_of
from ipt_cards.forecast.logistic import Posterior, fit
from ipt_cards.scheduling.fsrs import Fsrs
from ipt_cards.scheduling.sm2 import NEW, CardState
from tests.benchmarks.real_logs import real_answers, real_logs
from tests.benchmarks.table import markdown, report

EVERY = 400
FIRST = 400
SURE = 1e-6
"""No forecast is taken as nearer to 0 or 1 than this, or one surprise would cost infinity."""

USUAL = 0.9
"""The running average before the first review."""

LEARNER_WEIGHT = 200.0
"""So many reviews each learner counts for in a prior that is fitted on several, however long his
log is."""

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """A learner's log, with the forecasts of each model for each of its reviews."""

    name: str
    reviews: tuple[Review, ...]
    rows: Rows
    places: NDArray[np.intp]
    outcomes: Column
    forecasts: dict[str, Column]


def log_loss(forecast: Column, outcomes: Column) -> float:
    """The mean of −ln(the probability given to what happened)."""
    sure = np.clip(forecast, SURE, 1 - SURE)
    return float(-np.mean(outcomes * np.log(sure) + (1 - outcomes) * np.log(1 - sure)))


def auc(forecast: Column, outcomes: Column) -> float:
    """How often a card that was recalled had been given more than one that was forgotten."""
    recalled, forgotten = forecast[outcomes == 1], np.sort(forecast[outcomes == 0])
    if not len(recalled) or not len(forgotten):
        return math.nan
    below = np.searchsorted(forgotten, recalled, side="left")
    not_above = np.searchsorted(forgotten, recalled, side="right")
    return float(np.mean((below + not_above) / 2) / len(forgotten))


def running_average(outcomes: Column) -> Column:
    """What the learner recalled until then."""
    recalled = np.concatenate([[0.0], np.cumsum(outcomes)[:-1]])
    averages: Column = (recalled + USUAL) / (np.arange(len(outcomes)) + 1)
    return averages


def fsrs_optimised(answers: Sequence[Answer], places: Sequence[int]) -> Column:
    """FSRS-6 with parameters optimised on all before, with the default ones in the first part."""
    forecasts: dict[int, float] = {}
    for begin in range(0, len(answers), EVERY):
        known = answers[:begin]
        scheduler = Fsrs(optimised_on(known)) if begin else Fsrs()
        states: dict[str, CardState] = {}
        for place, (card, day, grade, _) in enumerate(answers[: begin + EVERY]):
            state = states.get(card, NEW)
            if place >= begin and not state.is_new and day > state.reviewed:
                forecasts[place] = scheduler.recall(state, day)
            states[card] = scheduler(state, grade, day)
    return np.array([forecasts[place] for place in places])


def ours(
    reviews: Sequence[Review], rows: Rows, places: NDArray[np.intp], prior: Features
) -> Column:
    """The forgetting model."""
    forecasts = np.empty(len(reviews))
    for begin in range(0, int(places[-1]) + 1, EVERY):
        low, high = np.searchsorted(places, [begin, begin + EVERY])
        if low < high:
            forecasts[low:high] = calibrate(reviews[:low], prior).recall(rows[low:high])
    return forecasts


def judged(path: Path) -> Judged:
    """Every model's forecasts of one learner."""
    answers = real_answers(path)
    reviews = history(answers).reviews
    rows = rows_of(reviews)
    places = np.array([review.place for review in reviews])
    outcomes = np.array([review.recalled for review in reviews], dtype=np.float64)
    return Judged(
        path.stem,
        reviews,
        rows,
        places,
        outcomes,
        {
            "running average": running_average(outcomes),
            "FSRS-6 default": typical_recall(rows),
            "FSRS-6 optimised": fsrs_optimised(answers, places.tolist()),
            "ours": ours(reviews, rows, places, PRIOR),
        },
    )


def prior_of(learners: Sequence[Judged]) -> Features:
    """The prior that several learners suggest for level and form; all else is as theory has it."""
    seen = [features(each.rows, typical_recall(each.rows)) for each in learners]
    # A review of a long log weighs less: each is drawn as often as makes the learners alike.
    rows, outcomes = [], []
    for each, theirs in zip(learners, seen, strict=True):
        step = max(1, round(len(theirs) / LEARNER_WEIGHT))
        rows.append(theirs[::step])
        outcomes.append(each.outcomes[::step])
    fitted = [Features._fields.index(name) for name in ("level", "form")]
    spread = [DEVIATION[place] ** 2 if place in fitted else 1e-8 for place in range(len(PRIOR))]
    start = PRIOR._replace(level=0.0, form=0.0)
    wide = np.diag([1.0 if place in fitted else each for place, each in enumerate(spread)])
    found = fit(np.concatenate(rows), np.concatenate(outcomes), Posterior(np.array(start), wide))
    return PRIOR._replace(level=float(found.mean[fitted[0]]), form=float(found.mean[fitted[1]]))


def left_out(learners: Sequence[Judged]) -> dict[str, float]:
    """Each learner's loss with a prior that was fitted on all the others."""
    return {
        each.name: log_loss(
            ours(
                each.reviews,
                each.rows,
                each.places,
                prior_of([other for other in learners if other is not each]),
            ),
            each.outcomes,
        )
        for each in learners
    }


def main() -> None:
    """Make the table."""
    learners = [judged(path) for path in real_logs()]
    models = list(learners[0].forecasts)
    without = left_out(learners) if len(learners) > 1 else {}
    losses = {
        each.name: [log_loss(each.forecasts[model], each.outcomes) for model in models]
        for each in learners
    }
    rows = [
        [
            each.name,
            f"{len(each.outcomes):,}",
            *(f"{loss:.3f}" for loss in losses[each.name]),
            f"{without.get(each.name, math.nan):.3f}",
            *(f"{auc(each.forecasts[model], each.outcomes):.3f}" for model in models[2:]),
            *(
                f"{log_loss(each.forecasts[model][:FIRST], each.outcomes[:FIRST]):.3f}"
                for model in models[1:]
            ),
        ]
        for each in learners
    ]
    means = [fmean(column) for column in zip(*losses.values(), strict=True)]
    rows.append(
        ["mean", "", *(f"{mean:.3f}" for mean in means), f"{fmean(without.values()):.3f}"]
        + [""] * 5
    )
    header = [
        "log-loss as it goes",
        "reviews",
        *models,
        "ours, left out",
        *(f"AUC, {model}" for model in models[2:]),
        *(f"first {FIRST}, {model}" for model in models[1:]),
    ]
    report("readiness", markdown(header, rows))


assert ENOUGH_REVIEWS == EVERY

if __name__ == "__main__":
    main()
