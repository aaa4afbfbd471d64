"""What the screen and the lines need of a quiz that is going on."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ipt_cards.deck.deck import Labels
    from ipt_cards.deck.media_files.media import MediaFolder
    from ipt_cards.quiz.event import Event
    from ipt_cards.quiz.session import Session
    from ipt_cards.quiz.summary import Summary
    from ipt_cards.scheduling.day import Day


class Quiz(Protocol):
    """A quiz with its clock, its log and its deck."""

    @property
    def session(self) -> "Session":
        """The quiz as it stands; everything in it that is recorded is durable."""

    @property
    def labels(self) -> "Labels":
        """The names of the deck's topics and sources."""

    @property
    def media(self) -> "MediaFolder":
        """The deck's pictures, sounds and videos."""

    @property
    def today(self) -> "Day":
        """The learner's day."""

    def handle(self, event: "Event") -> None:
        """Bring the session forward. Raises ProgressError where that can't be recorded."""

    @property
    def can_edit(self) -> bool:
        """Whether the deck's notes may be edited where they are."""

    def edit(self) -> str:
        """Let the learner edit the note shown, and read the deck anew.

        Returns a message where that failed, else "".
        """

    def summary(self) -> "Summary":
        """What the quiz came to so far."""
