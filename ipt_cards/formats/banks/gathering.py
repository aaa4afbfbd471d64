"""What the readers of all banks gather on their way through one."""

import re
from dataclasses import dataclass, field

from ipt_cards.deck.note import Note
from ipt_cards.formats.banks.categories import topics_of, with_topics
from ipt_cards.formats.banks.pictures import HeldMedia
from ipt_cards.formats.banks.questions import Question, UnaskedError
from ipt_cards.formats.found import Found, FoundNote, Loss, unexplained

_WEIGHT = re.compile(r"\b(\d{1,3}) % of the exam\b")


@dataclass(slots=True)
class Gathering:
    """The notes so far, and what can't be kept.

    category: of the questions that follow. weights: how much of an exam categories have, by them.
    """

    notes: list[FoundNote] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    media: HeldMedia = field(default_factory=HeldMedia)
    category: str = ""
    weights: dict[str, int] = field(default_factory=dict)
    _filled_in: list[Loss] = field(default_factory=list)

    def weigh(self, said: str) -> None:
        """Keep what is said of the category's share of an exam, as our own exports say it."""
        if found := _WEIGHT.search(said):
            self.weights[self.category] = int(found[1])

    def add(self, note: Note, key: str, line: int, question: Question, where: str = "") -> None:
        """Add the note of a question. where: stands before what is told of it."""
        self.notes.append(FoundNote(note, key, line, self.category))
        self._filled_in += unexplained(line, question.unexplained, before=where)
        self.losses += (Loss(line, where + what) for what in dict.fromkeys(question.lost))

    def leave_out(self, name: str, line: int, why: UnaskedError | str, where: str = "") -> None:
        """Tell of a question that no note can ask. name: what to call it."""
        self.losses.append(Loss(line, f"{where}“{name}” isn't taken: {why}"))

    def found(self, name: str) -> Found:
        """All of it, with topics for categories."""
        told = (*self.losses, *self._filled_in)
        names = topics_of(each.topic for each in self.notes)
        weights = {names[each]: weight for each, weight in self.weights.items() if each in names}
        notes = with_topics(self.notes, names)
        return Found(name, notes, told, self.media.files, weights=weights)
