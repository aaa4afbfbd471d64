"""A deck that is being written: its notes, its problems, and its cards as Anki will show them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.models import model
from ipt_cards.deck.card import BasicCard, Card, ClozeCard, OcclusionCard, cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import Note
from ipt_cards.deck.problem import Problem
from ipt_cards.deck.reading.folder import Reading, read_folder
from ipt_cards.deck.reading.items.kept_items import KeptItems
from ipt_cards.deck.rules.pictures import picture_warnings
from ipt_cards.deck.rules.warnings import warnings
from ipt_cards.deck.showing.occlusion_html import occluded_html
from ipt_cards.study.decks import read_deck
from ipt_cards.web.cards.media import DeckMedia
from ipt_cards.web.preview.template import Sides, sides

_MASKS = re.compile(
    r'<div id="image-occlusion-container".*?<script>\n// Anki\'s own.*?</script>', re.DOTALL
)
NO_DECK = Deck(id="deck", name="")


@dataclass(slots=True)
class PreviewedDeck:
    """The deck in a folder, as it could be read last.

    A large deck is read in a fraction of the time that all its problems take to find, and its notes
    are made when they are looked at. So what was saved is seen at once, and its warnings follow.

    version: another whenever there is something else to see.
    problems: of each note, by its id; those of no note stand under "".
    """

    folder: Path
    version: int = 0
    deck: Deck = NO_DECK
    problems: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    _reading: Reading | None = None
    _topics: dict[str, Topic] = field(default_factory=dict)
    _kept: KeptItems = field(default_factory=KeptItems)

    def read(self) -> None:
        """Read the deck anew. Raises OSError, and leaves it as it was."""
        reading = read_deck(self.folder, self._kept)
        self._reading = reading
        self.deck = reading.deck or NO_DECK
        self._topics = {
            note_id: topic for topic in self.deck.topics for note_id in topic.note_ids()
        }
        self.problems = by_note(self.deck, reading.problems)
        self.version += 1

    def learn(self) -> None:
        """Parse the files, so that from then on only notes that were edited are; in any thread."""
        with suppress(OSError):
            read_folder(self.folder, kept=self._kept)

    def check(self) -> None:
        """Find the warnings, too, unless the deck is read anew meanwhile; in any thread."""
        reading = self._reading
        if reading is None:
            return
        found = [*reading.problems, *warnings(reading, self.folder)]
        if reading.deck is not None:
            found += picture_warnings(reading.deck, MediaFolder(self.folder))
        problems = by_note(reading.deck or NO_DECK, found)
        if reading is self._reading and problems != self.problems:
            self.problems = problems
            self.version += 1

    def note_ids(self) -> list[str]:
        """The ids of all notes in learning order."""
        return list(self._topics)

    def note(self, note_id: str) -> tuple[Topic, Note]:
        """A note with its topic. Raises KeyError."""
        topic = self._topics[note_id]
        return topic, topic.note(note_id)

    def sides(self, card: Card) -> Sides:
        """The card as Anki will show it."""
        topic, note = self.note(card.note.id)
        media = DeckMedia(self.deck.id, self.folder)
        note_type = note_type_of(note)
        values = field_values(note, topic, self.deck, media)
        fields = {str(name): value for name, value in zip(note_type.fields, values, strict=True)}
        templates = model(note_type).templates
        place = 1 if isinstance(card, BasicCard) and card.direction == "reverse" else 0
        front, back = templates[place]["qfmt"], templates[place]["afmt"]
        cloze = card.number if isinstance(card, ClozeCard | OcclusionCard) else None
        if isinstance(card, OcclusionCard):
            # Anki draws the masks by a script of its own; here they are an SVG.
            fields["Asked"] = occluded_html(card, media)
            fields["Lifted"] = occluded_html(card, media, lifted=True)
            front, back = _MASKS.sub("{{Asked}}", front), _MASKS.sub("{{Lifted}}", back)
        return sides(front, back, fields, cloze=cloze, media=str)

    def cards(self, note_id: str) -> Iterator[Card]:
        """The cards of a note. Raises KeyError."""
        yield from cards_of(self.note(note_id)[1])


def by_note(deck: Deck, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Each problem under the id of the note that stands at its place, or before it in its file."""
    listed = list(problems)
    files = {problem.at.file for problem in listed}
    places: dict[str, list[tuple[int, str]]] = {}
    for topic in deck.topics:
        if f"{topic.id}.yaml" in files:
            lines = sorted((note.at.line, note.id) for note in topic.notes)
            places[f"{topic.id}.yaml"] = lines
    found: dict[str, list[Problem]] = {}
    for problem in listed:
        lines = places.get(problem.at.file, [])
        before = bisect_right(lines, (problem.at.line, "\uffff")) - 1
        found.setdefault(lines[before][1] if before >= 0 else "", []).append(problem)
    return found
