"""Draws the README's pictures of the terminal: `python -m tests.terminal.readme_pictures`."""

import io
import random
from pathlib import Path

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from ipt_cards.atomic_file import write_atomically
from ipt_cards.deck.bundled import DEFAULT_DECK, find_deck
from ipt_cards.deck.deck import Deck, Labels
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.exam.plan.plan import Plan, make_plan
from ipt_cards.exam.plan.ways_out import ways_out
from ipt_cards.forecast import learner as exam_learner
from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.exam_card import exam_cards
from ipt_cards.forecast.score.readiness_report import readiness_report
from ipt_cards.quiz.event import Choose
from ipt_cards.quiz.screen import Asking
from ipt_cards.scheduling import sm2
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.configuration.settings import Colours
from ipt_cards.study.presenting.grades import FOUR_BUTTONS
from ipt_cards.terminal.quiz.screen_lines import View, screen_lines
from ipt_cards.terminal.reports.plan import print_plan
from ipt_cards.terminal.reports.readiness import print_readiness
from ipt_cards.terminal.screen.theme import styles
from tests.progress.making import review
from tests.quiz.making import Learner

FOLDER = Path(__file__).parents[2] / ".github"
CARD = "boss-vignette"
WIDTH, HEIGHT = 84, 25
TODAY = Day(739_944)
"""24 November 2026."""
EXAM = Day(TODAY + 21)


def quiz() -> str:
    """The quiz at a choice card that was answered wrong, as SVG."""
    deck = load_deck(find_deck(DEFAULT_DECK))
    cards = [
        card.key for topic in deck.topics if topic.id == "techniques" for card in topic.cards()
    ]
    known = [key for key in cards if key != CARD][:9]
    history = tuple(
        review(key, day=day, number=number) for number, key in enumerate(known) for day in (-7, -6)
    ) + tuple(review(CARD, day=day) for day in (-23, -22, -16))
    techniques = next(topic for topic in deck.topics if topic.id == "techniques")
    learner = Learner(tuple(techniques.notes), entries=history)
    while learner.card != CARD:
        learner.answer(ms=6000)
    assert isinstance(learner.screen, Asking)
    learner.handle(Choose(learner.screen.options.index(1)))
    view = View(learner.session, Labels.of(deck), FOUR_BUTTONS, learner.summary(), learner.today)
    shown = screen_lines(view, WIDTH, HEIGHT)
    console = recording()
    for line in shown.above + shown.below:
        console.print(Text.from_ansi(line), no_wrap=True)
    return console.export_svg(title="ipt-cards quiz", unique_id="quiz")


def plan() -> str:
    """The plan of someone who began two weeks ago, as SVG."""
    deck, known, made = studied()
    console = recording()
    ways = ways_out(made, exam_cards(deck), known, TODAY, weights=deck.weights)
    print_plan(console, made, ways, deck.topic_names, TODAY, known, str, most_new=15)
    return console.export_svg(title="ipt-cards plan", unique_id="plan")


def readiness() -> str:
    """The score that the same learner is to expect, as SVG."""
    deck, known, made = studied()
    assert deck.blueprint is not None
    seen = readiness_report(
        exam_cards(deck),
        known,
        deck.weights,
        deck.blueprint.questions,
        today=TODAY,
        day=EXAM,
        opportunities=made.cards,
    )
    console = recording()
    print_readiness(console, seen, deck.topic_names, deck.blueprint.pass_percent, examined=False)
    return console.export_svg(title="ipt-cards readiness", unique_id="readiness")


def studied() -> tuple[Deck, exam_learner.Learner, Plan]:
    """The bundled deck, a simulated learner of half of it, and the plan to the exam.

    For two weeks eight new cards came a day, and what SM-2 had due. One new card in five was known.
    """
    deck = load_deck(find_deck(DEFAULT_DECK))
    cards = exam_cards(deck)
    rng = random.Random(3)  # noqa: S311 - a picture is to be repeatable
    states: dict[str, sm2.CardState] = {}
    answers = []
    for ago in range(14, 0, -1):
        day = Day(TODAY - ago)
        new = [card.key for card in cards if card.key not in states][:8]
        due = [key for key, state in states.items() if state.due <= day]
        for key in due + new:
            state = states.get(key, sm2.NEW)
            known_with = 0.2 if state.is_new else 0.85 ** ((day - state.reviewed) / state.interval)
            passed = rng.random() < known_with
            for grade in (Grade.GOOD,) if passed else (Grade.AGAIN, Grade.GOOD):
                states[key] = sm2.review(states.get(key, sm2.NEW), grade, day)
                answers.append(Answer(key, day, grade, 9_000))
    known = exam_learner.learner(answers)
    goal = Goal(EXAM, minutes=20, days_off=frozenset({6}))
    made = make_plan(cards, known, goal, TODAY, weights=deck.weights)
    return deck, known, made


def recording() -> Console:
    """A terminal that keeps what it is shown."""
    return Console(
        record=True,
        width=WIDTH,
        height=100,
        file=io.StringIO(),
        force_terminal=True,
        theme=Theme(styles(Colours.AUTO)),
        highlight=False,
        markup=False,
        emoji=False,
    )


PICTURES = {"quiz.svg": quiz, "plan.svg": plan, "readiness.svg": readiness}

if __name__ == "__main__":
    for name, drawn in PICTURES.items():
        write_atomically(FOLDER / name, drawn().encode())
