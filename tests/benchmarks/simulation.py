"""What the plan is worth: simulated learners on their exam's day.

`python -m tests.benchmarks.simulation`. The learners (study.py) forget in three ways, none of which
is the plan's own forecast, and have 300 cards. No strategy sees into them: all go by the grades
alone. Each has the same minutes on each day; what a day leaves unused is lost.
"""

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from random import Random
from statistics import fmean, stdev

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import make_plan
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.fsrs6 import recall
from ipt_cards.forecast.learner import learner
from ipt_cards.forecast.memory import BLANK, Memory, answered
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from tests.benchmarks.study import ANSWER_MS, MEMORIES, START, Study
from tests.benchmarks.table import markdown, report

CARDS = 300
DISTANCES = (1, 3, 7, 21, 60)
ANSWERS_A_CARD = (3, 4, 6, 8)
LEARNERS = 8
FIRST_SEED = 1_000
"""The planner's constants were chosen on learners below."""

LAST_DAYS = 2
MISSED = 0.2
"""The share of days that learners miss who miss some."""

ROUNDED = 0.00005
"""A lead below it shows as none."""

Strategy = Callable[[Study, Day, Day, int], Iterator[int]]
"""Yields, for a learner, a day, the exam's day and the answers there are on a day, cards in order."""


def plan(study: Study, day: Day, exam: Day, answers: int) -> Iterator[int]:
    """This project's plan, made anew each day."""
    goal = Goal(exam, max(1, math.ceil(answers * ANSWER_MS / 60_000)))
    cards = [ExamCard(card, "all") for card in study.cards]
    before = len(study.log)
    while True:
        spent_ms = (len(study.log) - before) * ANSWER_MS
        first = make_plan(cards, learner(study.log), goal, day, spent_ms=spent_ms).days[0]
        for card in first.order:
            yield int(card.removeprefix("card-"))
        if not first.order:
            return


def due_by_sm2(study: Study) -> dict[int, int]:
    """When SM-2 has each card due."""
    states: dict[str, sm2.CardState] = {}
    for card, day, grade, _ in study.log:
        states[card] = sm2.review(states.get(card, sm2.NEW), grade, day)
    return {int(card.removeprefix("card-")): state.due for card, state in states.items()}


def due_by_fsrs(study: Study) -> dict[int, int]:
    """When FSRS-6 with default parameters has each card due, at 0.9 retention."""
    memories: dict[str, Memory] = {}
    for card, day, grade, _ in study.log:
        memories[card] = answered(memories.get(card, BLANK), grade, day)
    return {
        int(card.removeprefix("card-")): memory.reviewed + max(1, round(memory.stability))
        for card, memory in memories.items()
    }


assert round(recall(7.0, 7.0), 6) == 0.9  # so that due is when the stability has passed

Due = Callable[[Study], dict[int, int]]


def scheduled(due_by: Due, *, kept: bool) -> Strategy:
    """What's due, the longest overdue first; then new cards; then what's due next.

    kept: whether reviews ahead are kept for the last two days.
    """

    def cards(study: Study, day: Day, exam: Day, _answers: int) -> Iterator[int]:
        due = due_by(study)
        known = sorted(due, key=lambda card: due[card])
        yield from (card for card in known if due[card] <= day)
        yield from (card for card in range(CARDS) if card not in due)
        if not kept or exam - day <= LAST_DAYS:
            yield from (card for card in known if due[card] > day)

    return cards


def massed(study: Study, day: Day, exam: Day, answers: int) -> Iterator[int]:
    """Cramming: all cards, over and over, on as many last days as seeing all twice takes."""
    if exam - day > max(LAST_DAYS, math.ceil(2 * CARDS / answers)):
        return
    seen = [int(card.removeprefix("card-")) for card, *_ in study.log]
    begin = (seen[-1] + 1) % CARDS if seen else 0
    while True:
        yield from ((begin + place) % CARDS for place in range(CARDS))


STRATEGIES: dict[str, Strategy] = {
    "the plan": plan,
    "SM-2": scheduled(due_by_sm2, kept=False),
    "FSRS-6": scheduled(due_by_fsrs, kept=False),
    "SM-2, kept": scheduled(due_by_sm2, kept=True),
    "FSRS-6, kept": scheduled(due_by_fsrs, kept=True),
    "massed": massed,
}
WITHOUT_LIMIT = "massed without limit"


def followed(  # noqa: PLR0917 - who studies what, when
    strategy: Strategy, memory: str, seed: int, distance: int, answers: int, missed: float
) -> float:
    """The recall on the exam's day of a learner who followed a strategy."""
    study = Study(memory, seed, CARDS)
    exam = Day(START + distance)
    rng = Random(f"{seed} missed")  # noqa: S311 — to be repeatable, not secret
    a_day = answers * CARDS // distance
    for ordinal in range(START, exam):
        if rng.random() < missed:
            continue
        until = len(study.log) + a_day
        for card in strategy(study, Day(ordinal), exam, a_day):
            study.review(card, Day(ordinal), until - len(study.log))
            if len(study.log) >= until:
                break
    return study.score(exam)


def crammed(memory: str, seed: int, answers: int) -> float:
    """The recall of a learner who gave all answers on the eve."""
    return followed(massed, memory, seed, 1, answers, 0)


Cell = tuple[str, int, int, float]
"""A memory, the days to the exam, the answers a card, and the share of days missed."""


def measured(
    cell: Cell, learners: int = LEARNERS, first: int = FIRST_SEED
) -> dict[str, list[float]]:
    """Each learner's recall under each strategy."""
    memory, distance, answers, missed = cell
    seeds = range(first, first + learners)
    made = {
        name: [followed(each, memory, seed, distance, answers, missed) for seed in seeds]
        for name, each in STRATEGIES.items()
    }
    return made | {WITHOUT_LIMIT: [crammed(memory, seed, answers) for seed in seeds]}


def lead(ours: list[float], other: list[float]) -> tuple[float, float]:
    """By how much the plan is ahead, with the standard error."""
    leads = [one - two for one, two in zip(ours, other, strict=True)]
    return fmean(leads), stdev(leads) / math.sqrt(len(leads))


def cells() -> list[Cell]:
    """All that is simulated."""
    whole = [(*each, 0.0) for each in product(MEMORIES, DISTANCES, ANSWERS_A_CARD)]
    return whole + [(*each, MISSED) for each in product(MEMORIES, (7, 21, 60), (4,))]


def row(cell: Cell, made: dict[str, list[float]]) -> list[str]:
    """A line of the table: recalls, and the nearest rival with the plan's lead over it."""
    memory, distance, answers, missed = cell
    means = {name: fmean(each) for name, each in made.items()}
    rivals = [name for name in STRATEGIES if name != "the plan"]
    best = max(rivals, key=lambda name: means[name])
    ahead, error = lead(made["the plan"], made[best])
    return [
        memory + (", a fifth missed" if missed else ""),
        f"{distance}",
        f"{answers}",
        *(f"{means[name]:.3f}" for name in (*STRATEGIES, WITHOUT_LIMIT)),
        f"{ahead:+.4f} ± {error:.4f}" + ("" if ahead > -max(error, ROUNDED) else " **behind**"),
    ]


def main() -> None:
    """Make the table."""
    todo = cells()
    with ProcessPoolExecutor() as pool:
        rows = [row(cell, made) for cell, made in zip(todo, pool.map(measured, todo), strict=True)]
    header = ["memory", "days", "answers a card", *STRATEGIES, WITHOUT_LIMIT, "lead over the best"]
    report("simulation", markdown(header, rows))


if __name__ == "__main__":
    main()
