"""The exams that are open: their clocks run on the server, whatever page is looked at."""

from contextlib import suppress

from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.exam.mock.event import Event, Tick
from ipt_cards.exam.mock.sitting import Sitting
from ipt_cards.study.errors import ExamTakenOverError
from ipt_cards.study.exam.exam_files import ExamFiles
from ipt_cards.study.exam.mock_exam import draw_paper, keep_finished, minutes_for, new_sitting
from ipt_cards.study.exam.recorded_sitting import RecordedSitting, resumed
from ipt_cards.study.open_decks import OpenDeck
from ipt_cards.web.learner import Learner


class OpenSittings:
    """The sittings of a learner, one a deck.

    One that isn't open waits in its file, and its clock stands.
    """

    def __init__(self, learner: Learner) -> None:
        self._learner = learner
        self.files = ExamFiles(learner.log.path)
        self._open: dict[str, RecordedSitting] = {}
        self._taken_over: set[str] = set()

    def of(self, opened: OpenDeck) -> RecordedSitting | None:
        """The deck's sitting, if it is open; its clock is brought to now."""
        sitting = self._open.get(opened.deck.id)
        if sitting is not None and sitting.sitting.ending is None:
            self.handle(opened, Tick())
        return self._open.get(opened.deck.id)

    def waiting(self, opened: OpenDeck) -> Sitting | None:
        """The sitting that waits to be gone on with. Raises StudyError for a file that is none."""
        return self.files.load(opened.deck.id)

    def is_taken_over(self, opened: OpenDeck) -> bool:
        """Whether the sitting that was open here was gone on with, or handed in, elsewhere."""
        return opened.deck.id in self._taken_over

    def begin(
        self, opened: OpenDeck, chosen: CardFilter, questions: int | None, *, logged: bool
    ) -> None:
        """Draw a paper and open its sitting, instead of any before.

        Raises ValueError, with a message for people, where none can be drawn.
        """
        drawn, blueprint = draw_paper(opened.deck, chosen, questions, None)
        minutes = minutes_for(blueprint, drawn)
        sitting = new_sitting(opened.deck, drawn, blueprint, minutes, logged=logged)
        self.discard(opened)
        self._open[opened.deck.id] = RecordedSitting(
            self.files, opened.folder, opened.deck, sitting, None
        )

    def resume(self, opened: OpenDeck) -> None:
        """Go on with the sitting that waits. Raises StudyError where that can't be."""
        saved = self.waiting(opened)
        if saved is not None:
            sitting = resumed(self.files, opened.folder, opened.deck, saved)
            self._open[opened.deck.id] = sitting
            self._taken_over.discard(opened.deck.id)
            self._keep_if_ended(sitting)

    def handle(self, opened: OpenDeck, event: Event) -> None:
        """Bring the sitting forward; raises ExamTakenOverError where it was gone on with elsewhere.

        When the time is up, or it is handed in, it is kept among the past ones.
        """
        sitting = self._open[opened.deck.id]
        try:
            sitting.handle(event)
        except ExamTakenOverError:
            del self._open[opened.deck.id]
            self._taken_over.add(opened.deck.id)
            raise
        self._keep_if_ended(sitting)

    def leave(self, opened: OpenDeck) -> None:
        """Stop the clock; the sitting waits."""
        sitting = self._open.pop(opened.deck.id, None)
        if sitting is not None:
            sitting.leave()

    def discard(self, opened: OpenDeck) -> None:
        """Forget the deck's sitting."""
        self._open.pop(opened.deck.id, None)
        self._taken_over.discard(opened.deck.id)
        self.files.discard(opened.deck.id)

    def tick(self) -> None:
        """Let the clocks run; what the disk refuses is told when a page asks."""
        for deck_id in list(self._open):
            if self._open[deck_id].sitting.ending is None:
                with suppress(ExamTakenOverError, OSError):
                    self.handle(self._learner.decks[deck_id], Tick())

    def close(self) -> None:
        """Stop all clocks."""
        for deck_id in list(self._open):
            with suppress(OSError):
                self.leave(self._learner.decks[deck_id])

    def _keep_if_ended(self, sitting: RecordedSitting) -> None:
        if sitting.sitting.ending is not None:
            learner = self._learner
            keep_finished(self.files, sitting, learner.log.path, learner.settings)
