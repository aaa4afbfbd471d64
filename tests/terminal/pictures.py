"""Draws the README's picture of the quiz: `python -m tests.terminal.pictures`."""

import io
from pathlib import Path

from rich.console import Console
from rich.text import Text

from ipt_cards.atomic_file import write_atomically
from ipt_cards.deck.bundled import DEFAULT_DECK, find_deck
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.quiz.event import Choose
from ipt_cards.quiz.screen import Asking
from ipt_cards.terminal.card import Labels
from ipt_cards.terminal.frame import View, frame
from ipt_cards.terminal.keymap import FOUR_BUTTONS
from tests.progress.making import review
from tests.quiz.making import Learner

PICTURE = Path(__file__).parents[2] / ".github" / "quiz.svg"
CARD = "role-play-two-uses"
WIDTH, HEIGHT = 84, 25


def picture() -> str:
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
    learner = Learner(techniques.notes, entries=history)
    while learner.card != CARD:
        learner.answer(ms=6000)
    assert isinstance(learner.screen, Asking)
    learner.handle(Choose(learner.screen.options.index(1)))
    view = View(learner.session, Labels.of(deck), FOUR_BUTTONS, learner.summary(), learner.today)
    shown = frame(view, WIDTH, HEIGHT)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    for line in shown.above + shown.below:
        console.print(Text.from_ansi(line), no_wrap=True)
    return console.export_svg(title="ipt-cards quiz", unique_id="quiz")


if __name__ == "__main__":
    write_atomically(PICTURE, picture().encode())
