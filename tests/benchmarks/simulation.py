"""What the plan is worth: simulated learners on their exam's day.

`python -m tests.benchmarks.simulation`. The learners forget by FSRS-6's curve with its default
parameters (fsrs6.py) and find each card differently difficult. No strategy sees into them: all go
by the grades alone. The plan goes first; each other strategy gets the same learner and the same
number of answers, evenly over the days, and reviews ahead when nothing is due.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from ipt_cards.exam.answer import Answer
from ipt_cards.exam.card import ExamCard
from ipt_cards.exam.goal import Goal
from ipt_cards.exam.learner import learner
from ipt_cards.exam.memory import memories
from ipt_cards.exam.plan import Plan, make_plan
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS
from tests.benchmarks import fsrs6
from tests.benchmarks.fsrs6 import AGAIN, EASY, GOOD, HARD
from tests.benchmarks.table import markdown, report

CARDS = 300
START = Day(739_000)
ANSWER_MS = 20_000
MINUTES = {7: 100, 21: 40, 60: 30}
"""For each distance of the exam in days, the minutes a day that the plan may use."""

TARGET = 0.95
"""The recall that the plan aims at."""

LEARNERS = 10
DIFFICULTY = (5.5, 2.0)
"""Mean and standard deviation of the cards' difficulty, which FSRS keeps within 1 to 10."""

FIRST_RATINGS = {AGAIN: 0.24, HARD: 0.094, GOOD: 0.495, EASY: 0.171}
PASSING_RATINGS = {HARD: 0.224, GOOD: 0.631, EASY: 0.145}
"""How often learners rate so: the defaults of the FSRS project's own simulator."""


@dataclass
class Study:
    """A simulated learner at his cards.

    `log` is all that a strategy may look at.
    """

    seed: int
    log: list[Answer] = field(default_factory=list)
    traces: dict[str, fsrs6.Trace] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)  # noqa: S311 — learners are to be repeatable, not secret
        self.cards = [f"card-{number}" for number in range(CARDS)]
        self.difficulty = {card: self.rng.gauss(*DIFFICULTY) for card in self.cards}

    def answer(self, card: str, day: Day) -> int:
        """Answer a card and grade it: the rating, 1 to 4."""
        trace = self.traces.get(card)
        if trace is None:
            rating = _drawn(FIRST_RATINGS, self.rng)
            difficulty = min(max(self.difficulty[card], 1.0), 10.0)
            self.traces[card] = fsrs6.introduced(rating, day, difficulty)
        else:
            recalled = self.rng.random() < fsrs6.recall(trace, day)
            rating = _drawn(PASSING_RATINGS, self.rng) if recalled else AGAIN
            self.traces[card] = fsrs6.answered(trace, rating, day)
        self.log.append(Answer(card, day, BUTTONS[rating - 1], ANSWER_MS))
        return rating

    def recall(self, day: Day) -> float:
        """The share of all cards to be expected right on a day."""
        return math.fsum(fsrs6.recall(trace, day) for trace in self.traces.values()) / CARDS


def _drawn(chances: dict[int, float], rng: Random) -> int:
    point = rng.random()
    for rating, chance in chances.items():
        point -= chance
        if point < 0:
            return rating
    return rating


Strategy = Callable[[Study, Day, Day], Iterator[str]]
"""Yields, for a learner, a day and the exam's day, the cards to see in their order."""


def plan(study: Study, day: Day, exam: Day) -> Iterator[str]:
    """This project's plan, made anew each day."""
    goal = Goal(exam, MINUTES[exam - START], target=TARGET)
    cards = [ExamCard(card, "all") for card in study.cards]
    made = make_plan(cards, learner(study.log), goal, day)
    assert isinstance(made, Plan), f"{made} on day {day - START}"
    yield from made.days[0].reviews
    yield from made.days[0].new


def sm2(study: Study, day: Day, exam: Day) -> Iterator[str]:
    """Plain SM-2: what's due, the longest overdue first; then new cards; then what's due next."""
    due = {card: memory.state.due for card, memory in memories(study.log).items()}
    yield from _due_then_new(study, day, due)


def fsrs(study: Study, day: Day, exam: Day) -> Iterator[str]:
    """FSRS-6 at 0.9 retention: what's due; then new cards; then what's due next."""
    traces: dict[str, fsrs6.Trace] = {}
    for card, answered_on, grade, _ in study.log:
        rating = BUTTONS.index(grade) + 1
        if card in traces:
            traces[card] = fsrs6.answered(traces[card], rating, answered_on)
        else:
            traces[card] = fsrs6.introduced(rating, answered_on)
    due = {card: Day(trace.reviewed + fsrs6.interval(trace, 0.9)) for card, trace in traces.items()}
    yield from _due_then_new(study, day, due)


def massed(study: Study, day: Day, exam: Day) -> Iterator[str]:
    """Cramming: all cards, over and over."""
    while True:
        yield from study.cards


def _due_then_new(study: Study, day: Day, due: dict[str, Day]) -> Iterator[str]:
    known = sorted(due, key=lambda card: due[card])
    yield from (card for card in known if due[card] <= day)
    yield from (card for card in study.cards if card not in due)
    yield from (card for card in known if due[card] > day)


def planned(seed: int, distance: int) -> Study:
    """A learner who followed the plan; no day is longer than it may be."""
    study = Study(seed)
    exam = Day(START + distance)
    for ordinal in range(START, exam):
        longest = len(study.log) + MINUTES[distance] * 60_000 // ANSWER_MS
        _follow(plan, study, Day(ordinal), exam, longest)
    return study


def paced(strategy: Strategy, seed: int, distance: int, study_days: int, answers: int) -> Study:
    """A learner who gave so many answers, as many on each of the last `study_days`."""
    study = Study(seed)
    exam = Day(START + distance)
    for count, ordinal in enumerate(range(exam - study_days, exam)):
        _follow(strategy, study, Day(ordinal), exam, answers * (count + 1) // study_days)
    return study


def _follow(strategy: Strategy, study: Study, day: Day, exam: Day, until: int) -> None:
    """Answer the day's cards until the log is so long; what is failed is drilled at once."""
    for card in strategy(study, day, exam):
        if len(study.log) >= until:
            break
        while study.answer(card, day) == AGAIN and len(study.log) < until:
            pass


def recalls(seed: int, distance: int) -> dict[str, float]:
    """One learner's recall on the exam's day under each strategy, with the answers as a row."""
    exam = Day(START + distance)
    with_plan = planned(seed, distance)
    answers = len(with_plan.log)
    others: dict[str, tuple[Strategy, int]] = {
        "plain SM-2": (sm2, distance),
        "FSRS-6 at 0.9 retention": (fsrs, distance),
        "massed on the last two days": (massed, min(2, distance)),
        "massed on the eve": (massed, 1),
    }
    result = {"the plan": with_plan.recall(exam)}
    for name, (strategy, study_days) in others.items():
        study = paced(strategy, seed, distance, study_days, answers)
        assert len(study.log) == answers
        result[name] = study.recall(exam)
    return result | {"answers a card": answers / CARDS}


def mean_recalls(distance: int, learners: int) -> dict[str, float]:
    """The mean over learners of `recalls`."""
    each = [recalls(seed, distance) for seed in range(learners)]
    return {name: math.fsum(one[name] for one in each) / learners for name in each[0]}


def main() -> None:
    """Make the table."""
    columns = [mean_recalls(distance, LEARNERS) for distance in MINUTES]
    header = ["strategy", *(f"{distance} days" for distance in MINUTES)]
    rows = [[name, *(f"{column[name]:.3f}" for column in columns)] for name in columns[0]]
    report("simulation", markdown(header, rows))


if __name__ == "__main__":
    main()
