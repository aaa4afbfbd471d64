"""A deck with an exam, a paper of it, and a sitting to test with."""

from collections.abc import Iterable

from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.exam.mock.event import Event
from ipt_cards.exam.mock.paper import Paper, Question
from ipt_cards.exam.mock.sitting import Sitting, begin, step
from ipt_cards.forecast.exam_card import ExamCard, Form
from tests.quiz.making import ABBREVIATION, CONTRAST, DURATION, ROLE_PLAY, ROOTS

NOW_MS = 1_780_000_000_000
LIMIT_MS = 600_000

METHODS: tuple[Note, ...] = (
    ROLE_PLAY,
    ROOTS,
    BasicNote(id="hidden", front="Never <asked>?", back="Never."),
)
DECK = Deck(
    id="small",
    name="Small & <Exam>",
    topics=(
        Topic("basics", "The basics", (ABBREVIATION, DURATION, CONTRAST)),
        Topic("methods", "Methods", METHODS),
        Topic("appendix", "Appendix", (BasicNote(id="extra", front="Page?", back="12"),)),
    ),
    blueprint=Blueprint(
        (("basics", 50), ("methods", 50), ("appendix", 0)),
        pass_percent=60,
        questions=4,
        minutes=10,
    ),
    sections=(("techniques", "Techniques and Strategies"),),
)

CARDS = {card.key: card for card in DECK.cards()}

CHOICE = ExamCard("contrast", "basics", Form.CHOICE, options=3, right=1)
SEVERAL = ExamCard("roots", "methods", Form.CHOICE, options=3, right=2)
TYPED = ExamCard("abbreviation/forward", "basics", Form.TYPED)
OPEN = ExamCard("role-play/forward", "methods")
PAPER = Paper(
    7,
    (
        Question(CHOICE, (2, 0, 1)),
        Question(SEVERAL, (1, 2, 0)),
        Question(TYPED, ()),
        Question(OPEN, ()),
    ),
)


def sitting(paper: Paper = PAPER, *, logged: bool = False) -> Sitting:
    return begin(
        "5177", "small", paper, limit_ms=LIMIT_MS, pass_percent=60, now_ms=NOW_MS, logged=logged
    )


def after(sat: Sitting, events: Iterable[Event], *, wait_ms: int = 1000) -> Sitting:
    """The sitting after events, so long apart."""
    for event in events:
        sat = step(sat, event, sat.now_ms + wait_ms)
    return sat
