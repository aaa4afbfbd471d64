"""What the screen and the lines need of an exam that is being sat."""

from collections.abc import Mapping
from typing import Protocol

from ipt_cards.deck.card import Card
from ipt_cards.deck.deck import Labels
from ipt_cards.deck.media_files.card_media import answer_media, question_media
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.exam.mock.attempt import Graded, Revealed
from ipt_cards.exam.mock.event import Event, Type
from ipt_cards.exam.mock.sitting import Sitting
from ipt_cards.quiz.screen import Counted
from ipt_cards.study.exam.answers import typed_answer


class Exam(Protocol):
    """A sitting with its clock, its file and its deck."""

    @property
    def sitting(self) -> Sitting:
        """The sitting as it stands; every answer in it is durable."""

    @property
    def cards(self) -> Mapping[str, Card]:
        """The deck's cards by key; those of the paper are among them."""

    @property
    def counted(self) -> Counted:
        """The texts that the learner counts as right."""

    @property
    def labels(self) -> Labels:
        """The names of the deck's topics and sources."""

    @property
    def media(self) -> MediaFolder:
        """The deck's pictures, sounds and videos."""

    @property
    def left_ms(self) -> int:
        """The time left now."""

    def handle(self, event: Event) -> None:
        """Bring the sitting forward. Raises OSError where that can't be saved."""


def card_on_screen(exam: Exam) -> Card:
    """The card of the question that is being answered."""
    return exam.cards[exam.sitting.question.card.key]


def media_on_screen(exam: Exam) -> list[str]:
    """The media that the question shows, with its answer's where that is shown."""
    card, options = card_on_screen(exam), exam.sitting.question.options
    if isinstance(exam.sitting.attempt.response, Revealed | Graded):
        return answer_media(card, options)
    return question_media(card, options)


def typed(exam: Exam, text: str) -> Type:
    """The event of a text that was typed for the question that is being answered."""
    return typed_answer(exam.sitting, exam.cards, text, exam.counted)
