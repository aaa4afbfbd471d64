"""What the readers of all banks gather on their way through one."""

from dataclasses import dataclass, field

from ipt_cards.deck.note import Note
from ipt_cards.formats.banks.categories import with_topics
from ipt_cards.formats.banks.pictures import HeldMedia
from ipt_cards.formats.banks.questions import Question, UnaskedError, unexplained
from ipt_cards.formats.found import Found, FoundNote, Loss


@dataclass(slots=True)
class Gathering:
    """The notes so far, and what can't be kept. category: of the questions that follow."""

    notes: list[FoundNote] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    media: HeldMedia = field(default_factory=HeldMedia)
    category: str = ""
    _unexplained: list[int] = field(default_factory=list)

    def add(self, note: Note, key: str, line: int, question: Question, where: str = "") -> None:
        """Add the note of a question. where: stands before what is told of it."""
        self.notes.append(FoundNote(note, key, line, self.category))
        self._unexplained += [line] if question.is_unexplained else []
        self.losses += (Loss(line, where + what) for what in dict.fromkeys(question.lost))

    def leave_out(self, name: str, line: int, why: UnaskedError | str, where: str = "") -> None:
        """Tell of a question that no note can ask. name: what to call it."""
        self.losses.append(Loss(line, f"{where}“{name}” isn't taken: {why}"))

    def found(self, name: str) -> Found:
        """All of it, with topics for categories."""
        told = (*self.losses, *unexplained(self._unexplained))
        return Found(name, with_topics(self.notes), told, self.media.files)
