"""Where an exam is sat: the sitting with the clock, its file, the deck, and what comes after it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from ipt_cards.cli.exam_files import ExamFiles, TakenOver
from ipt_cards.cli.learner_terminal import (
    answer_lines,
    has_screen,
    readable_width,
)
from ipt_cards.cli.progress_option import (
    learner_calendar,
    learner_colours,
    now_ms,
    open_log,
)
from ipt_cards.deck.deck import Deck
from ipt_cards.exam.attempt import is_right
from ipt_cards.exam.deck_cards import exam_cards
from ipt_cards.exam.sitting import Event, Sitting, Tick, resume, step
from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.entry_id import imported_id
from ipt_cards.quiz.step import LONGEST_ANSWER_MS
from ipt_cards.scheduling.grade import Grade
from ipt_cards.terminal.card import Labels
from ipt_cards.terminal.quiz import Ending

_SAVED_EVERY_MS = 10_000
"""How much of the time spent a crash may forget."""


class Room:
    """A sitting of which every change is on the disk before it is shown.

    saved: what is on the disk of it already; None where that is nothing.
    """

    def __init__(
        self, files: ExamFiles, deck: Deck, sitting: Sitting, saved: Sitting | None
    ) -> None:
        self._files = files
        self._saved = saved
        self.cards = {card.key: card for card in deck.cards()}
        self.labels = Labels.of(deck)
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
        with suppress(TakenOver):
            self.handle(Tick())
            self._save()

    def _save(self) -> None:
        if self.sitting != self._saved:
            self._files.save(self.sitting, self._saved)
            self._saved = self.sitting


def enter(files: ExamFiles, deck: Deck, saved: Sitting) -> Room:
    """Go on with a saved exam where it was; the clock stood still meanwhile.

    Raises click.UsageError where the deck's cards have changed so that its questions can't be
    asked.
    """
    held = {card.key: card for card in exam_cards(deck)}
    for question in saved.paper.questions:
        if held.get(question.card.key) != question.card:
            raise click.UsageError(
                f"the deck has changed since this exam began: `{question.card.key}` is gone or "
                "another kind of question. --restart throws the exam away and begins a new one"
            )
    return Room(files, deck, resume(saved, now_ms()), saved)


def sit(room: Room) -> Ending:
    """Let the learner answer, on the whole screen or, where there is no terminal, by lines."""
    if has_screen():
        from ipt_cards.terminal.exam_full_screen import play  # noqa: PLC0415 - not for scripts

        return play(room, learner_colours())
    from ipt_cards.terminal import exam_lines  # noqa: PLC0415 - not needed on a screen

    exam_lines.play(
        room, answer_lines(), lambda shown: click.echo(shown, nl=False), readable_width()
    )
    return Ending.LEFT


def log_answers(sitting: Sitting, progress_file: Path) -> int:
    """Add a finished exam's answers to the log as reviews. Returns how many answers there are.

    Right is Good and wrong is Again; a question without an answer is no review. However often it
    is done, each answer is there once, for its id is made from the sitting's.
    """
    reviews = [
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
    with open_log(progress_file, learner_calendar()) as log:
        log.append(*reviews)
    return len(reviews)
