"""What the plan is worth: simulated learners on their exam's day.

`python -m tests.benchmarks.simulation`. The learners forget by FSRS-6's curve with its default
parameters (fsrs6.py) and find each card differently difficult. No strategy sees into them: all go
by the grades alone. The plan goes first; each other strategy gets the same learner and the same
number of answers, evenly over the days, and reviews ahead when nothing is due; or, where he keeps
his spare answers, sees only what's due and new until they are just enough for the last two days,
or for more days where two of the plan's minutes don't hold them.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import fmean, stdev

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Plan, make_plan
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import learner
from ipt_cards.forecast.memory import memories
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

LEARNERS = 10
LAST_DAYS = 2
ANSWERS = "answers a card"
DIFFICULTY = (5.5, 2.0)
"""Mean and standard deviation of the cards' difficulty, which FSRS keeps within 1 to 10."""

FIRST_RATINGS = {AGAIN: 0.24, HARD: 0.094, GOOD: 0.495, EASY: 0.171}
PASSING_RATINGS = {HARD: 0.224, GOOD: 0.631, EASY: 0.145}
"""How often learners rate so: the defaults of the FSRS project's own simulator."""


@dataclass
class Study:
    """A simulated learner at his cards.

    `log` is all that a strategy may look at. Each card has its own random numbers, so that its nth
    answer falls alike under all strategies as far as memory allows.
    """

    seed: int
    log: list[Answer] = field(default_factory=list)
    traces: dict[str, fsrs6.Trace] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cards = [f"card-{number}" for number in range(CARDS)]
        self.rngs = {
            card: Random(f"{self.seed} {card}")  # noqa: S311 — to be repeatable, not secret
            for card in self.cards
        }
        self.difficulty = {card: rng.gauss(*DIFFICULTY) for card, rng in self.rngs.items()}

    def answer(self, card: str, day: Day) -> int:
        """Answer a card and grade it: the rating, 1 to 4."""
        rng, trace = self.rngs[card], self.traces.get(card)
        if trace is None:
            rating = _drawn(FIRST_RATINGS, rng)
            difficulty = min(max(self.difficulty[card], 1.0), 10.0)
            self.traces[card] = fsrs6.introduced(rating, day, difficulty)
        else:
            recalled = rng.random() < fsrs6.recall(trace, day)
            passing = _drawn(PASSING_RATINGS, rng)
            rating = passing if recalled else AGAIN
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
    """This project's plan with its default target, made anew each day."""
    goal = Goal(exam, MINUTES[exam - START])
    cards = [ExamCard(card, "all") for card in study.cards]
    made = make_plan(cards, learner(study.log), goal, day)
    assert isinstance(made, Plan), f"{made} on day {day - START}"
    yield from made.days[0].reviews
    yield from made.days[0].new


def due_by_sm2(study: Study) -> dict[str, Day]:
    """When SM-2 has each card due."""
    return {card: memory.state.due for card, memory in memories(study.log).items()}


def due_by_fsrs(study: Study) -> dict[str, Day]:
    """When FSRS-6 has each card due, at 0.9 retention."""
    traces: dict[str, fsrs6.Trace] = {}
    for card, answered_on, grade, _ in study.log:
        rating = BUTTONS.index(grade) + 1
        if card in traces:
            traces[card] = fsrs6.answered(traces[card], rating, answered_on)
        else:
            traces[card] = fsrs6.introduced(rating, answered_on)
    return {
        card: Day(trace.reviewed + fsrs6.interval(trace, 0.9)) for card, trace in traces.items()
    }


Due = Callable[[Study], dict[str, Day]]


def scheduled(due_by: Due, *, ahead: bool = True) -> Strategy:
    """What's due, the longest overdue first; then new cards; then, `ahead`, what's due next."""

    def cards(study: Study, day: Day, exam: Day) -> Iterator[str]:
        due = due_by(study)
        known = sorted(due, key=lambda card: due[card])
        yield from (card for card in known if due[card] <= day)
        yield from (card for card in study.cards if card not in due)
        if ahead:
            yield from (card for card in known if due[card] > day)

    return cards


def massed(study: Study, day: Day, exam: Day) -> Iterator[str]:
    """Cramming: all cards, over and over."""
    while True:
        yield from study.cards


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


def spared(due_by: Due, seed: int, distance: int, answers: int) -> Study:
    """A learner who keeps the answers that a day doesn't need for the last two days.

    As long as these hold them: no day is longer than the plan's may be.
    """
    study = Study(seed)
    exam = Day(START + distance)
    longest = MINUTES[distance] * 60_000 // ANSWER_MS
    for ordinal in range(START, exam):
        later = exam - ordinal - 1
        needed = answers - longest * later
        if later < LAST_DAYS or needed > len(study.log):
            even = len(study.log) - (len(study.log) - answers) // (later + 1)
            until = even if later < LAST_DAYS else needed
            _follow(scheduled(due_by), study, Day(ordinal), exam, until)
        else:
            until = min(answers, len(study.log) + answers // distance)
            _follow(scheduled(due_by, ahead=False), study, Day(ordinal), exam, until)
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
    studies = {
        "the plan": with_plan,
        "plain SM-2": paced(scheduled(due_by_sm2), seed, distance, distance, answers),
        "FSRS-6 at 0.9 retention": paced(scheduled(due_by_fsrs), seed, distance, distance, answers),
        "SM-2, spare answers kept": spared(due_by_sm2, seed, distance, answers),
        "FSRS-6, spare answers kept": spared(due_by_fsrs, seed, distance, answers),
        "massed on the last two days": paced(
            massed, seed, distance, min(LAST_DAYS, distance), answers
        ),
        "massed on the eve": paced(massed, seed, distance, 1, answers),
    }
    assert all(len(study.log) == answers for study in studies.values())
    result = {name: study.recall(exam) for name, study in studies.items()}
    return result | {ANSWERS: answers / CARDS}


def all_recalls(distance: int, learners: int) -> list[dict[str, float]]:
    """`recalls` of each learner."""
    return [recalls(seed, distance) for seed in range(learners)]


def shown(name: str, each: list[dict[str, float]]) -> str:
    """A strategy's mean recall, and by how much the plan is ahead, with its standard error."""
    told = f"{fmean(one[name] for one in each):.3f}"
    if name in {"the plan", ANSWERS}:
        return told
    leads = [one["the plan"] - one[name] for one in each]
    return f"{told} ({fmean(leads):+.4f} ± {stdev(leads) / math.sqrt(len(leads)):.4f})"


def main() -> None:
    """Make the table."""
    columns = [all_recalls(distance, LEARNERS) for distance in MINUTES]
    header = ["strategy", *(f"{distance} days" for distance in MINUTES)]
    rows = [[name, *(shown(name, each) for each in columns)] for name in columns[0][0]]
    report("simulation", markdown(header, rows))


if __name__ == "__main__":
    main()
