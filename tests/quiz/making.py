"""A deck with a note of every kind, and a learner with a log and a clock to test the quiz with."""

import random
from dataclasses import replace

from ipt_cards.deck.card import Card, cards_of
from ipt_cards.deck.deck import Deck, Labels, Topic
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note
from ipt_cards.progress.entries import Entry, Origin, Review
from ipt_cards.progress.fold import fold, standing
from ipt_cards.quiz.asking_order import Known, Settings
from ipt_cards.quiz.event import Event, GradeAnswer, Reveal
from ipt_cards.quiz.screen import Asking, Revealed, Screen, card_on
from ipt_cards.quiz.session import Session, begin, proceed
from ipt_cards.quiz.step import step
from ipt_cards.quiz.summary import Summary, summary
from ipt_cards.scheduling.day import DAY_MS, Day
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN, NOON_MS

ROLE_PLAY = BasicNote(
    id="role-play",
    front="Why does an IPT therapist use *role-playing*?",
    back="To practise **new ways** of interacting.",
    extra="Often used.",
    sources=("techniques",),
)
ABBREVIATION = BasicNote(
    id="abbreviation",
    front="IPT",
    back="Interpersonal Therapy",
    reversed=True,
    typed=True,
    accept=("Interpersonal Psychotherapy",),
)
DURATION = ClozeNote(
    id="duration", text="IPT usually runs {{c1::12–16::how many?}} weeks, in {{c2::two}} forms."
)
CONTRAST = ChoiceNote(
    id="contrast",
    question="What does CBT emphasise?",
    answers=("Thoughts and behaviours",),
    distractors=(
        Distractor("Childhood memories", "That is nearer to psychodynamic therapy."),
        Distractor("Relationships", "That is IPT."),
    ),
)
ROOTS = ChoiceNote(
    id="roots",
    question="What does IPT rest on?",
    answers=("Psychodynamic theories", "Attachment theory"),
    distractors=(Distractor("Behaviourism", "The overview names it nowhere."),),
)
NOTES: tuple[Note, ...] = (ROLE_PLAY, ABBREVIATION, DURATION, CONTRAST, ROOTS)
DECK = Deck(
    id="small",
    name="Small",
    topics=(Topic("basics", "The basics", NOTES),),
    sections=(("techniques", "Techniques and Strategies"),),
)
LABELS = Labels.of(DECK)


def keyed(*notes: Note) -> dict[str, Card]:
    return {card.key: card for note in notes for card in cards_of(note)}


def plain_notes(count: int) -> tuple[Note, ...]:
    return tuple(
        BasicNote(id=f"note-{number}", front=f"Question {number}?", back=f"Answer {number}.")
        for number in range(count)
    )


class Learner:
    """Answers the quiz; the log is a list, the clock stands until it is moved."""

    def __init__(
        self,
        notes: tuple[Note, ...] = NOTES,
        settings: Settings | None = None,
        entries: tuple[Entry, ...] = (),
        now_ms: int = NOON_MS,
    ) -> None:
        self.now_ms = now_ms
        self.entries: list[Entry] = list(entries)
        self.rng = random.Random(3)  # noqa: S311 - ids of a test
        self.labels = LABELS
        self.session = begin(
            keyed(*notes), BERLIN, settings or Settings(seed=1), self.known(), self.now_ms
        )

    def known(self) -> Known:
        today = BERLIN.day(self.now_ms)
        reviews = [entry for entry in standing(self.entries) if isinstance(entry, Review)]
        return Known(
            progress=fold(self.entries),
            answered=tuple(
                review.card
                for review in reviews
                if BERLIN.day(review.at_ms) == today and review.origin is not Origin.CRAM
            ),
        )

    @property
    def today(self) -> Day:
        return BERLIN.day(self.now_ms)

    @property
    def screen(self) -> Screen:
        assert self.session.screen is not None
        return self.session.screen

    @property
    def card(self) -> str:
        assert isinstance(self.screen, Asking | Revealed)
        return card_on(self.screen).key

    def handle(self, event: Event) -> None:
        session, entries = step(self.session, event, self.now_ms, self.rng)
        self.entries += entries
        if session.screen is None:
            session = proceed(session, self.known(), self.now_ms)
        self.session = session

    def answer(self, grade: Grade = Grade.GOOD, ms: int = 5000) -> str:
        """Answer the card shown and return its key."""
        card = self.card
        self.handle(Reveal())
        self.now_ms += ms
        self.handle(GradeAnswer(grade))
        return card

    def sleep(self, days: int = 1) -> None:
        """Begin a quiz anew after some days."""
        self.now_ms += days * DAY_MS
        self.session = begin(
            self.session.cards, BERLIN, self.session.settings, self.known(), self.now_ms
        )

    @property
    def can_edit(self) -> bool:
        return True

    def edit(self) -> str:
        return ""

    def summary(self) -> Summary:
        return summary(self.session, self.now_ms)


def timeless(session: Session) -> Session:
    """A session without what an undo may change: when it was asked, notices, and ids."""
    screen = session.screen
    if isinstance(screen, Asking):
        screen = replace(screen, since_ms=0)
    elif isinstance(screen, Revealed):
        screen = replace(screen, asked=replace(screen.asked, since_ms=0))
    return replace(session, screen=screen, undone=(), notice=None, last_id=None)
