"""A mock exam as it is sat: the sitting with its clock, its file, its deck, and its reviews."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ipt_cards.deck.deck import Deck, Labels
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.exam.mock.attempt import is_right
from ipt_cards.exam.mock.event import Event, Tick
from ipt_cards.exam.mock.sitting import Sitting, resume, step
from ipt_cards.forecast.exam_card import exam_cards
from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.entry_id import imported_id
from ipt_cards.quiz.step import LONGEST_ANSWER_MS
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.clock import now_ms
from ipt_cards.study.counted_answers import counted_beside
from ipt_cards.study.errors import ExamTakenOverError, StudyError
from ipt_cards.study.exam.exam_files import ExamFiles

_SAVED_EVERY_MS = 10_000
"""How much of the time spent a crash may forget."""


class RecordedSitting:
    """A sitting of which every change is on the disk before it is shown.

    folder: the deck's. saved: what is on the disk of it already; None where that is nothing.
    counted: the texts that the learner counts as right, as it is when the sitting is opened.
    """

    def __init__(
        self, files: ExamFiles, folder: Path, deck: Deck, sitting: Sitting, saved: Sitting | None
    ) -> None:
        self._files = files
        self.media = MediaFolder(folder)
        self._saved = saved
        self.cards = {card.key: card for card in deck.cards()}
        self.labels = Labels.of(deck)
        self.counted = counted_beside(files.progress_file)
        self.sitting = sitting
        self._save()

    @property
    def left_ms(self) -> int:
        """The time left now."""
        return self.sitting.left_ms(now_ms())

    def handle(self, event: Event) -> None:
        """Bring the sitting forward, and save it."""
        before = self.sitting
        self.sitting = step(before, event, now_ms())
        unsaved_ms = self.sitting.spent_ms - (self._saved.spent_ms if self._saved else 0)
        if not isinstance(event, Tick) or self.sitting.ending or unsaved_ms >= _SAVED_EVERY_MS:
            self._save()

    def log(self) -> None:
        """Let the log have the answers when the exam has ended."""
        self.sitting = replace(self.sitting, logged=True)
        self._save()

    def leave(self) -> None:
        """Save the time spent, too."""
        with suppress(ExamTakenOverError):
            self.handle(Tick())
            self._save()

    def _save(self) -> None:
        if self.sitting != self._saved:
            self._files.save(self.sitting, self._saved)
            self._saved = self.sitting


def resumed(files: ExamFiles, folder: Path, deck: Deck, saved: Sitting) -> RecordedSitting:
    """Go on with a saved exam where it was; the clock stood still meanwhile.

    Raises StudyError where the deck's cards have changed so that its questions can't be asked.
    """
    held = {card.key: card for card in exam_cards(deck)}
    for question in saved.paper.questions:
        if held.get(question.card.key) != question.card:
            raise StudyError(
                f"the deck has changed since this exam began: `{question.card.key}` is gone or "
                "another kind of question. --restart throws the exam away and begins a new one"
            )
    return RecordedSitting(files, folder, deck, resume(saved, now_ms()), saved)


def reviews_of(sitting: Sitting) -> list[Review]:
    """A finished exam's answers as reviews: right is Good, wrong is Again.

    A question without an answer is no review. However often they are added to a log, each is there
    once, for its id is made from the sitting's.
    """
    return [
        Review(
            imported_id(sitting.now_ms, "exam", sitting.id, question.card.key),
            question.card.key,
            Grade.GOOD if is_right(question, attempt.response) else Grade.AGAIN,
            min(attempt.duration_ms, LONGEST_ANSWER_MS),
            Origin.EXAM,
        )
        for question, attempt in zip(sitting.paper.questions, sitting.attempts, strict=True)
        if attempt.is_answered
    ]
