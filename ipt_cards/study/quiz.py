"""A quiz from code: a question comes out, a grade goes in, the next question comes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.deck.card import ArrangementCard, Card, ChoiceCard
from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.asking_order import Settings
from ipt_cards.quiz.event import Event, GradeAnswer, Reveal, Undo
from ipt_cards.quiz.screen import Asking, Revealed, card_on
from ipt_cards.quiz.session import state_of
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.queue import DEFAULT_LIMITS, Limits
from ipt_cards.scheduling.scheduler import preview
from ipt_cards.study.clock import now_ms
from ipt_cards.study.recorded_quiz import RecordedQuiz


@dataclass(frozen=True, slots=True)
class Question:
    """A card that is asked, as plain text.

    card: its key. text: what it asks. answers: what it wants to hear.
    options: what may be chosen or arranged, in the order shown; none where nothing is.
    intervals: the days until it would come back, by grade.
    """

    card: str
    text: str
    answers: tuple[str, ...]
    options: tuple[str, ...]
    intervals: dict[Grade, int]


class Quiz:
    """What is due today in a deck, asked as `ipt-cards quiz` asks it.

    new, reviews: the most cards a day, today's earlier ones included.
    limit: the most cards that this quiz may ask; None for no limit.
    cram: whether to ask all cards, least known first, without effect on the schedule.
    topics, tags: ids or names; only their cards are asked, all where none is named.
    clock: tells the present instant, in UTC milliseconds.

    Raises UnknownChoiceError for a topic or tag that the deck hasn't, ValueError for a limit that
    asks nothing.
    """

    def __init__(  # noqa: PLR0913 - how a quiz may be wanted, each by name
        self,
        deck: Deck,
        log: ReviewLog,
        *,
        new: int = DEFAULT_LIMITS.new,
        reviews: int = DEFAULT_LIMITS.reviews,
        limit: int | None = None,
        cram: bool = False,
        topics: Sequence[str] = (),
        tags: Sequence[str] = (),
        clock: Callable[[], int] = now_ms,
    ) -> None:
        if limit is not None and limit < 1:
            raise ValueError(f"a quiz asks one card or more, not {limit}")
        chosen = CardFilter(tuple(topics), tuple(tags))
        settings = Settings(
            limits=Limits(new=new, reviews=reviews),
            cram=cram,
            most_cards=limit,
            scheduler=log.scheduler,
        )
        cards = chosen.cards_by_key(deck)
        self._quiz = RecordedQuiz(log, Path(), deck, cards, chosen, log.calendar, settings, clock)

    @property
    def question(self) -> Question | None:
        """What is asked now; None where nothing is left today."""
        session = self._quiz.session
        if not isinstance(session.screen, Asking | Revealed):
            return None
        card = card_on(session.screen)
        after = preview(state_of(session, card), self._quiz.today, session.settings.scheduler)
        return Question(
            card=card.key,
            text=question_text(card),
            answers=tuple(answer_texts(card)),
            options=_options(card, session.screen),
            intervals={grade: each.interval for grade, each in after.items()},
        )

    def grade(self, grade: Grade) -> Question | None:
        """Grade the answer to the question; returns the next one.

        The grade is on the disk by then. Raises ProgressError where it can't be recorded.
        """
        return self._after(Reveal(), GradeAnswer(grade))

    def undo(self) -> Question | None:
        """Take back what was last graded in this quiz; returns its question."""
        return self._after(Undo())

    def _after(self, *events: Event) -> Question | None:
        for event in events:
            self._quiz.handle(event)
        return self.question


def _options(card: Card, screen: Asking | Revealed) -> tuple[str, ...]:
    match card:
        case ChoiceCard(note):
            texts = (*note.answers, *(each.text for each in note.distractors))
        case ArrangementCard():
            texts = card.options
        case _:
            return ()
    asking = screen if isinstance(screen, Asking) else screen.asked
    return tuple(to_plain(texts[place]) for place in asking.options)
