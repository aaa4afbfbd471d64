"""How well the forgetting model forecasts a real learner: `python -m tests.benchmarks.readiness`.

Every model sees the first half of the log and is judged on the second (real_log.py).
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import calibrate
from ipt_cards.forecast.fsrs_parameters import optimised
from ipt_cards.scheduling.fsrs import Fsrs
from ipt_cards.scheduling.grade import BUTTONS
from ipt_cards.scheduling.sm2 import NEW, CardState
from tests.benchmarks import fsrs6
from tests.benchmarks.real_log import Halves, Review, halves, real_answers
from tests.benchmarks.table import markdown, report

SURE = 1e-6
"""No forecast is taken as nearer to 0 or 1 than this, or one surprise would cost infinity."""


def log_loss(forecasts: Sequence[float], reviews: Sequence[Review]) -> float:
    """The mean of −ln(the probability given to what happened)."""
    return -math.fsum(
        math.log(max(SURE, forecast if review.recalled else 1 - forecast))
        for forecast, review in zip(forecasts, reviews, strict=True)
    ) / len(reviews)


def rmse_by_bins(forecasts: Sequence[float], reviews: Sequence[Review]) -> float:
    """The root mean square of forecast minus frequency, over bins of like histories.

    As in the FSRS project's srs-benchmark, bins are by elapsed days, reviews and lapses, on
    exponential scales.
    """
    bins: dict[tuple[int, int, int], list[float]] = defaultdict(list)
    for forecast, review in zip(forecasts, reviews, strict=True):
        state = review.memory.state
        key = (
            int(2 * math.log2(review.day - state.reviewed)),
            int(2 * math.log2(1 + state.repetitions)),
            int(2 * math.log2(1 + state.lapses)),
        )
        bins[key].append(forecast - review.recalled)
    squares = math.fsum(math.fsum(errors) ** 2 / len(errors) for errors in bins.values())
    return math.sqrt(squares / len(reviews))


def constant(data: Halves) -> list[float]:
    """The first half's recall."""
    recalled = sum(review.recalled for review in data.first)
    return [recalled / len(data.first)] * len(data.second)


def sm2(reviews: Sequence[Review], scale: float = 1.0, speed: float = 1.0) -> list[float]:
    """scale · 0.9^(speed · t/I)."""
    return [
        scale * 0.9 ** (speed * (day - memory.state.reviewed) / memory.state.interval)
        for memory, day, _ in reviews
    ]


def two_numbers(data: Halves) -> list[float]:
    """a · 0.9^(b · t/I), with a and b to a hundredth as they fit the first half best."""
    hundredths = [step / 100 for step in range(1, 101)]
    best = min(
        product(hundredths[40:], hundredths),
        key=lambda ab: log_loss(sm2(data.first, *ab), data.first),
    )
    return sm2(data.second, *best)


def ours(data: Halves) -> list[float]:
    """The calibrated forgetting model."""
    model = calibrate(data.answers_of_the_first)
    return [model.recall(review.memory, review.day) for review in data.second]


def fsrs(answers: Sequence[Answer]) -> list[float]:
    """FSRS-6 with its default parameters, for every review of the log."""
    traces: dict[str, fsrs6.Trace] = {}
    forecasts = []
    for card, day, grade, _ in answers:
        rating = BUTTONS.index(grade) + 1
        if (trace := traces.get(card)) is None:
            traces[card] = fsrs6.introduced(rating, day)
            continue
        if day > trace.reviewed:
            forecasts.append(fsrs6.recall(trace, day))
        traces[card] = fsrs6.answered(trace, rating, day)
    return forecasts


def fsrs_optimised(answers: Sequence[Answer], data: Halves) -> list[float]:
    """FSRS-6 with the parameters that `ipt-cards config optimize-fsrs` finds in the first half."""
    scheduler = Fsrs(optimised(data.answers_of_the_first).parameters)
    states: dict[str, CardState] = {}
    forecasts = []
    for card, day, grade, _ in answers:
        state = states.get(card, NEW)
        if not state.is_new and day > state.reviewed:
            forecasts.append(scheduler.recall(state, day))
        states[card] = scheduler(state, grade, day)
    return forecasts[len(data.first) :]


def judged(answers: list[Answer], data: Halves) -> dict[str, list[float]]:
    """Each model's forecasts of the second half."""
    return {
        "constant": constant(data),
        "0.9^(t/I), SM-2's intention": sm2(data.second),
        "a · 0.9^(b · t/I), two fitted numbers": two_numbers(data),
        "FSRS-6, default parameters": fsrs(answers)[len(data.first) :],
        "FSRS-6, parameters optimised": fsrs_optimised(answers, data),
        "calibrated forgetting model": ours(data),
    }


def reliability(forecasts: Sequence[float], reviews: Sequence[Review]) -> str:
    """Forecast beside frequency, in tenths of the reviews from the least sure to the surest."""
    ranked = sorted(zip(forecasts, (review.recalled for review in reviews), strict=True))
    rows = []
    for tenth in range(10):
        part = ranked[len(ranked) * tenth // 10 : len(ranked) * (tenth + 1) // 10]
        forecast = math.fsum(chance for chance, _ in part) / len(part)
        frequency = sum(recalled for _, recalled in part) / len(part)
        rows.append([f"{tenth + 1}", f"{len(part)}", f"{forecast:.3f}", f"{frequency:.3f}"])
    return markdown(["tenth", "reviews", "forecast", "recalled"], rows)


def main() -> None:
    """Make the tables."""
    answers = real_answers()
    data = halves(answers)
    forecasts = judged(answers, data)
    rows = [
        [name, f"{log_loss(given, data.second):.3f}", f"{rmse_by_bins(given, data.second):.3f}"]
        for name, given in forecasts.items()
    ]
    report(
        "readiness",
        markdown(["model", "log-loss", "RMSE by bins"], rows)
        + "\n\nThe calibrated model's reliability:\n\n"
        + reliability(forecasts["calibrated forgetting model"], data.second),
    )


if __name__ == "__main__":
    main()
