"""How often simulated exams fall within the interval of the forecast, and how wide that is.

`python -m tests.benchmarks.coverage`. Learners with 120 cards (study.py) follow SM-2, twenty new
cards a day, until they gave so many answers; a day or a week later 40 questions are drawn. None of the three
memories is the forecast's.
"""

from itertools import product
from random import Random
from statistics import fmean

from ipt_cards.forecast.exam_card import ExamCard
from ipt_cards.forecast.learner import learner
from ipt_cards.forecast.score.readiness import Forecast
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from tests.benchmarks.study import MEMORIES, START, Study
from tests.benchmarks.table import markdown, report

CARDS, QUESTIONS = 120, 40
NEW_A_DAY = 20
LATER = (1, 7)
"""Days from the last study day to the exam."""
ANSWERS = (0, 50, 200, 1_000)
LEARNERS = 100
FIRST_SEED = 1_000
"""The model's constants were chosen on learners below."""


def followed_sm2(study: Study, answers: int) -> Day:
    """Let a learner follow SM-2 until the log has so many answers; returns the next day."""
    states: dict[int, sm2.CardState] = {}
    day = START
    folded = 0
    while len(study.log) < answers:
        due = sorted((s.due, card) for card, s in states.items() if s.due <= day)
        new = range(len(states), min(CARDS, len(states) + NEW_A_DAY))
        for card in [*(card for _, card in due), *new]:
            study.review(card, day, answers - len(study.log))
            if len(study.log) >= answers:
                break
        for answer in study.log[folded:]:
            card = int(answer.card.removeprefix("card-"))
            states[card] = sm2.review(states.get(card, sm2.NEW), answer.grade, answer.day)
        folded = len(study.log)
        day = Day(day + 1)
    return day


def exam(memory: str, seed: int, answers: int, later: int) -> tuple[bool, float, float, float]:
    """One exam: whether its score fell within the interval, how wide that is, forecast, score."""
    study = Study(memory, seed, CARDS, guessing=True)
    day = Day(followed_sm2(study, answers) + later)
    rng = Random(f"{seed} exam")  # noqa: S311 — to be repeatable, not secret
    drawn = rng.sample(range(CARDS), QUESTIONS)
    score = sum(rng.random() < study.recall(card, day) for card in drawn) / QUESTIONS
    cards = [ExamCard(card, "all") for card in study.cards]
    expected = Forecast(cards, learner(study.log), {}, QUESTIONS).on(day).total
    inside = expected.low - 1e-9 <= score <= expected.high + 1e-9
    return inside, expected.high - expected.low, expected.share, score


def measured(
    memory: str, answers: int, learners: int, later: int = 7, first: int = FIRST_SEED
) -> tuple[float, float, float]:
    """Coverage, mean width, and how much too high the forecast is, over many learners."""
    exams = [exam(memory, seed, answers, later) for seed in range(first, first + learners)]
    return (
        fmean(inside for inside, *_ in exams),
        fmean(width for _, width, *_ in exams),
        fmean(share - score for *_, share, score in exams),
    )


def main() -> None:
    """Make the table."""
    rows = []
    for later, memory, answers in product(LATER, MEMORIES, ANSWERS):
        held, width, bias = measured(memory, answers, LEARNERS, later)
        ahead = "a day later" if later == 1 else f"{later} days later"
        rows.append([memory, ahead, f"{answers:,}", f"{held:.0%}", f"{width:.2f}", f"{bias:+.3f}"])
    header = ["memory", "exam", "answers", "held", "width", "forecast − score"]
    report("coverage", markdown(header, rows))


if __name__ == "__main__":
    main()
