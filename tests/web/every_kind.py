"""A note of every kind that cards come from, and their deck with its pictures."""

from decimal import Decimal
from pathlib import Path

from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import (
    BasicNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
    Pair,
)
from ipt_cards.deck.occlusion import Box, Mask
from tests.quiz.making import NOTES
from tests.web.server import write_deck

PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200" viewBox="0 0 320 200">
<rect width="320" height="200" fill="#dfe7ee"/><circle cx="90" cy="100" r="60" fill="#b9605a"/>
<circle cx="220" cy="100" r="60" fill="#5a7fb9"/></svg>"""

MORE: tuple[Note, ...] = (
    ClozeNote(id="typed-cloze", text="It has {{c1::three::how many?}} phases.", typed=True),
    NumericNote(
        id="number",
        question="How long is a session?",
        number=Decimal(50),
        tolerance=Decimal(5),
        unit="minutes",
    ),
    OrderingNote(id="order", question="In their order?", steps=("Write", "Yield", "Answer")),
    MatchingNote(
        id="pairs",
        question="What does each work on?",
        pairs=(Pair("IPT", "*Relationships*"), Pair("CBT", "Thoughts")),
    ),
    OcclusionNote(
        id="heart",
        image="heart.svg",
        header="The parts of the heart",
        masks=(
            Mask(1, Box(10, 20, 30, 20), label="Right atrium"),
            Mask(2, Box(55, 20, 30, 20, is_ellipse=True), label="Left atrium"),
        ),
    ),
    BasicNote(
        id="rich",
        front="$\\frac{a}{b}$ of `x < y`, and\n\n```python\nif x:\n    return 'a long line of code that goes on and on and on'\n```",
        back="| a | b |\n|--:|:-:|\n| 1 | 2 |\n\n1. one\n2. two\n\n> said",
    ),
)
EVERY_KIND = NOTES + MORE


def write_every_kind(folder: Path, *notes: Note) -> Path:
    """A deck with the id `small` of these notes, or of all."""
    topics = (Topic("basics", "The basics", notes or EVERY_KIND),)
    written = write_deck(
        folder,
        Deck(
            id="small",
            name="Small",
            topics=topics,
            sections=(("techniques", "Techniques and Strategies"),),
        ),
    )
    (folder / "heart.svg").write_text(PICTURE, encoding="utf-8")
    return written
