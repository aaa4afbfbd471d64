"""The quiz of a session, with what the session itself does without: clock, log, files, editor."""

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ipt_cards.deck.card import Card
from ipt_cards.deck.card_filter import CardFilter, UnknownChoiceError
from ipt_cards.deck.deck import Deck, Labels
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.problem import DeckError
from ipt_cards.forecast.answer import answers_of
from ipt_cards.forecast.pace import LATEST_ANSWERS, pace_of
from ipt_cards.progress.accepted_answers import accepted_file
from ipt_cards.progress.errors import ChangedMeanwhileError
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.asking_order import Known, Planned, Settings
from ipt_cards.quiz.screen import NONE_COUNTED, Asking, Counted, Finished, Revealed, card_on
from ipt_cards.quiz.session import Notice, Session, begin, informed, proceed
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import Calendar, Day
from ipt_cards.study.clock import now_ms
from ipt_cards.study.decks import load_deck

# What isn't needed to ask the first question is imported where it's used: the question comes sooner
# by a third.
if TYPE_CHECKING:
    from ipt_cards.quiz.event import Event
    from ipt_cards.quiz.summary import Summary


class RecordedQuiz:
    """A quiz as it is played: with the clock, the log that records it, and the deck's folder.

    What a front end needs of it: `session` is what to show, `handle` takes what the learner does.

    clock: tells the present instant, in UTC milliseconds.
    plan: makes the plan's part of the day that it is, when a new one begins while a plan is
        followed; None where there is none any more.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a quiz is made of
        self,
        log: ReviewLog,
        folder: Path,
        deck: Deck,
        cards: Mapping[str, Card],
        chosen: CardFilter,
        calendar: Calendar,
        settings: Settings,
        clock: Callable[[], int] = now_ms,
        plan: Callable[[], Planned | None] | None = None,
    ) -> None:
        self._log = log
        self._version = log.version()
        self._folder = folder
        self.media = MediaFolder(folder)
        self._chosen = chosen
        self._calendar = calendar
        self._clock = clock
        self._plan = plan
        self._rng = random.SystemRandom()  # ids have to differ from those of all machines
        self.labels = Labels.of(deck)
        now = self._clock()
        self._day = day = calendar.day(now)
        self._earlier = [
            (card, on, duration_ms)
            for card, on, _, duration_ms in log.answers(LATEST_ANSWERS)
            if on < day
        ]
        session = begin(cards, calendar, settings, self._known(now), now, deck.after)
        self.session = replace(session, counted=_counted(log))

    @property
    def today(self) -> Day:
        """The learner's day."""
        return self._calendar.day(self._clock())

    def handle(self, event: "Event") -> None:
        """Bring the session forward, and record what came of it. Raises ProgressError.

        Where another process answered the card on the screen, suspended or buried it since it was
        asked, that counts, and nothing more is recorded of it.
        """
        from ipt_cards.quiz.event import Join, Redo, Undo  # noqa: PLC0415
        from ipt_cards.quiz.step import step  # noqa: PLC0415

        changed: Mapping[str, CardProgress] = {}
        while True:
            now = self._clock()
            session, entries = step(self.session, event, now, self._rng)
            if not entries:
                self._keep_counted(session, now)
                break
            try:
                changed = self._log.append(*entries, version=self._version)
                break
            except ChangedMeanwhileError:
                if self._overtaken(now) and not isinstance(event, Undo | Redo | Join):
                    return
        if session.screen is None:
            known = self._known_after(changed, now) if entries else self._known(now)
            session = proceed(self._on_its_day(session, now), known, now)
        self.session = session

    def _keep_counted(self, session: Session, now: int) -> None:
        if session.counted is not self.session.counted:
            from ipt_cards.progress.entry_id import RANDOM_BYTES  # noqa: PLC0415
            from ipt_cards.study.counted_answers import record_change  # noqa: PLC0415

            random_bytes = self._rng.randbytes(RANDOM_BYTES)
            before, after = self.session.counted, session.counted
            record_change(self._log, before, after, now, random_bytes)

    def is_recorded(self, review: str) -> bool:
        """Whether there is a review with that id, whoever recorded it, whether it stands or not."""
        return self._log.review(review) is not None

    def is_retracted(self, review: str) -> bool:
        """Whether that review was taken back as `retract` does it, whether that stands or not."""
        from ipt_cards.progress.entry_id import retraction_id  # noqa: PLC0415

        return self._log.retraction(retraction_id(review)) is not None

    def retract(self, review: str) -> None:
        """Take back a review, told by its id, that isn't the last thing done in this quiz."""
        from ipt_cards.progress.entries import Retraction  # noqa: PLC0415
        from ipt_cards.progress.entry_id import retraction_id  # noqa: PLC0415

        self._log.append(Retraction(retraction_id(review), review))

    def catch_up(self) -> None:
        """Look whether the question still stands, after a time in which others may have recorded.

        Where the quiz was finished, it goes on if something is due by now. Raises ProgressError.
        """
        now = self._clock()
        if self._log.version() != self._version and self._overtaken(now):
            return
        if self._calendar.day(now) != self._day:
            self.session = informed(self.session, self._known(now), now)
        if isinstance(self.session.screen, Finished):
            session = self._on_its_day(self.session, now)
            self.session = proceed(session, self._known(now), now)

    def _overtaken(self, now: int) -> bool:
        """Take in what others recorded; go on where they did so of the card on the screen."""
        before = self.session
        known = self._known(now)
        if isinstance(before.screen, Asking | Revealed):
            card = card_on(before.screen).key
            if _history(before.known, card) != _history(known, card):
                session = self._on_its_day(before, now)
                session = replace(session, notice=Notice.ANSWERED_ELSEWHERE, back_to=None)
                self.session = proceed(session, known, now)
                return True
        self.session = informed(before, known, now)
        return False

    def _on_its_day(self, session: Session, now: int) -> Session:
        planned = session.settings.planned
        if planned is None or self._plan is None or planned.day == self._calendar.day(now):
            return session
        settings = replace(session.settings, planned=self._plan())
        return replace(session, settings=settings, notice=Notice.NEW_DAY)

    def summary(self) -> "Summary":
        """What was done so far."""
        from ipt_cards.quiz.summary import summary  # noqa: PLC0415

        return summary(self.session, self._clock())

    @property
    def can_edit(self) -> bool:
        """Whether notes of the deck may be edited where they are."""
        from ipt_cards.deck.reading.folder import DECK_FILE  # noqa: PLC0415
        from ipt_cards.study.editor import why_not_edited  # noqa: PLC0415 - few ask

        return not why_not_edited(self._folder / DECK_FILE)

    def edit(self) -> str:
        """Let the learner edit the note, and read the deck anew. A message where that failed."""
        import subprocess  # noqa: PLC0415 - few edit

        from ipt_cards.study.editor import editor_command, why_not_edited  # noqa: PLC0415

        screen = self.session.screen
        if not isinstance(screen, Asking | Revealed):
            return "There is no note to edit."
        at = card_on(screen).note.at
        path = self._folder.absolute() / at.file  # no editor shall take its name for an option
        if problem := why_not_edited(path):
            return problem
        try:
            editor = editor_command(os.environ, path, at.line, windows=os.name == "nt")
            failed = subprocess.run(editor, check=False).returncode  # noqa: S603 - the learner's own
        except (OSError, ValueError) as error:
            return f"The editor didn't start ({error}). Set EDITOR to its command."
        if failed:
            return f"{editor[0]} ended with {failed}."
        return self.reload()

    def reload(self) -> str:
        """Read the deck anew. A message where that failed; the quiz goes on with it as it was."""
        from ipt_cards.quiz.event import Reload  # noqa: PLC0415

        try:
            deck = load_deck(self._folder)
            cards = self._chosen.cards_by_key(deck)
        except DeckError as error:
            more = len(error.problems) - 1
            also = f" (and {more} more)" if more else ""
            problem = error.problems[0]
            return (
                f"{problem.at}: {problem.message}{also}. The quiz goes on with the deck as it was."
            )
        except (OSError, UnknownChoiceError) as error:
            return f"The deck can't be read ({error}). The quiz goes on with it as it was."
        self.labels = Labels.of(deck)
        self.handle(Reload(cards, deck.after))
        return ""

    def _known_after(self, changed: Mapping[str, CardProgress], now: int) -> Known:
        # Of a large deck nothing is read again but what changed, unless others wrote, too.
        data, written = self._version
        if self._log.version() != (data, written + 1):
            return self._known(now)
        self._version = data, written + 1
        return self._with_reviews({**self.session.known.progress, **changed}, now)

    def _known(self, now: int) -> Known:
        self._version = self._log.version()  # first, so that what comes meanwhile is noticed
        return self._with_reviews(self._log.progress(), now)

    def _with_reviews(self, progress: Mapping[str, CardProgress], now: int) -> Known:
        self._day = self._calendar.day(now)
        today = answers_of(self._log.reviews(on=self._day))
        taken = [(answer.card, answer.day, answer.duration_ms) for answer in today]
        latest = (*self._earlier, *taken)[-LATEST_ANSWERS:]
        introduced = {card: progress[card].introduced for card, _, _ in latest if card in progress}
        return Known(
            progress=progress,
            answered=tuple(answer.card for answer in today),
            pace=pace_of(latest, introduced),
        )


def _counted(log: ReviewLog) -> Counted:
    if not accepted_file(log.path).exists():
        return NONE_COUNTED
    from ipt_cards.study.counted_answers import counted_answers  # noqa: PLC0415

    return counted_answers(log)


def _history(known: Known, card: str) -> tuple[CardProgress, int]:
    # A drill that fails again leaves the card's progress as it was.
    return known.progress.get(card, UNSEEN), known.answered.count(card)
