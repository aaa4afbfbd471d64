"""The quizzes that are going on, each with what tells a form that comes too late."""

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Deck
from ipt_cards.quiz.asking_order import Settings
from ipt_cards.quiz.event import Event, Join, Undo
from ipt_cards.scheduling.day import Day
from ipt_cards.study.errors import StudyError
from ipt_cards.study.open_decks import OpenDeck
from ipt_cards.study.recorded_quiz import RecordedQuiz
from ipt_cards.web.learner import Learner

_MOST_QUIZZES = 8
"""Of which each keeps what was asked in it; the one that was looked at longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which quiz on a deck is meant. topics, tags: as in CardFilter."""

    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cram: bool = False

    @property
    def query(self) -> str:
        """The choice as it stands in an address, with its question mark; "" for all that is due."""
        pairs = [("topic", topic) for topic in self.topics] + [("tag", tag) for tag in self.tags]
        pairs += [("cram", "1")] if self.cram else []
        return f"?{urlencode(pairs)}" if pairs else ""


class RunningQuiz:
    """A quiz that any number of pages show.

    plan_told: what is to be said of the plan it follows, or why it can't be followed.
    """

    def __init__(self, quiz: RecordedQuiz, deck: Deck, plan_told: str) -> None:
        self.quiz = quiz
        self.plan_told = plan_told
        self.message = ""
        self._deck = deck
        self._name = secrets.token_hex(8)
        self._serial = 0

    @property
    def token(self) -> str:
        """Which state of which quiz a page shows. A form that brings another came too late."""
        return f"{self._name}-{self._serial}"

    def look(self, opened: OpenDeck) -> None:
        """Bring the quiz to what holds by now, before it is shown."""
        before = self.quiz.session.screen
        self.message = ""
        if opened.deck is not self._deck:
            self._deck = opened.deck
            self.message = self.quiz.reload()
        self.quiz.catch_up()
        self._serial += self.quiz.session.screen != before

    def take(self, token: str, *events: Event) -> bool:
        """Do what a page asks for, unless it shows what is past. Returns whether it was done.

        Whatever is recorded of it is on the disk by then.
        """
        if token != self.token:
            return False
        before = self.quiz.session
        self.message = ""
        for event in events:
            self.quiz.handle(event)
        self._serial += (
            self.quiz.session.screen != before.screen or self.quiz.session.turns != before.turns
        )
        return True

    def join(self, answer: Join) -> None:
        """Record an answer that a page gave without this server, unless it is recorded already."""
        if not self.quiz.is_recorded(answer.id):
            self.quiz.handle(answer)
            self._serial += 1

    def take_back(self, review: str) -> None:
        """Take back an answer that a page gave, if it was recorded, and the page didn't say so yet.

        Whatever was done since then, such as bringing it back, stays.
        """
        if not self.quiz.is_recorded(review) or self.quiz.is_retracted(review):
            return
        turns = self.quiz.session.turns
        if turns and review in turns[-1].ids:
            self.quiz.handle(Undo(repeated=True))
            self._serial += 1
        else:
            self.quiz.retract(review)


class RunningQuizzes:
    """The quizzes of a learner, one for each deck and choice of its cards."""

    def __init__(self, learner: Learner) -> None:
        self._learner = learner
        self._running: OrderedDict[tuple[str, Choice], RunningQuiz] = OrderedDict()

    def get(self, opened: OpenDeck, choice: Choice) -> RunningQuiz:
        """The quiz that is meant, begun where it wasn't.

        Raises UnknownChoiceError for a topic or tag that the deck hasn't.
        """
        key = (opened.deck.id, choice)
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = self._begun(opened, choice)
            if len(self._running) > _MOST_QUIZZES:
                self._running.popitem(last=False)
        self._running.move_to_end(key)
        return running

    def _begun(self, opened: OpenDeck, choice: Choice) -> RunningQuiz:
        learner, deck = self._learner, opened.deck
        chosen = CardFilter(choice.topics, choice.tags)
        cards = chosen.cards_by_key(deck)
        settings = Settings(
            limits=learner.limits,
            cram=choice.cram,
            scheduler=learner.scheduler,
            seed=_seed(opened, choice, learner.calendar.day(learner.clock())),
        )
        plan, told = None, ""
        if not choice.cram:
            from ipt_cards.study.exam.todays_plan import (  # noqa: PLC0415 - imports numpy
                planned_now,
                todays_plan,
            )

            plan = partial(planned_now, deck, learner.log, learner.calendar)
            try:
                found = todays_plan(deck, learner.log, learner.calendar)
            except StudyError as error:
                told = str(error)
            else:
                settings = replace(settings, planned=found.planned if found else None)
        quiz = RecordedQuiz(
            learner.log,
            opened.folder,
            deck,
            cards,
            chosen,
            learner.calendar,
            settings,
            learner.clock,
            plan,
        )
        return RunningQuiz(quiz, deck, told)


def _seed(opened: OpenDeck, choice: Choice, today: Day) -> int:
    """The same all day, so that options stay in their order when the server is restarted."""
    written = f"{opened.deck.id}{choice.query}/{today}".encode()
    return int.from_bytes(hashlib.sha256(written).digest()[:8], "big")
