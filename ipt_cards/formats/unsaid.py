"""What of a deck hardly any other format can say."""

from collections.abc import Iterator

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.deck.spelling import Accents
from ipt_cards.formats.exported import NotSaid


def unsaid_of_deck(deck: Deck) -> Iterator[NotSaid]:
    """What the deck says of itself."""
    if deck.blueprint:
        yield NotSaid("the exam's blueprint")
    if deck.version:
        yield NotSaid("the deck's version")
    if deck.allow:
        yield NotSaid("which rules of style its notes may break")
    if any(topic.facts for topic in deck.topics):
        yield NotSaid("the facts that its topics teach")
    if deck.description:
        yield NotSaid("the deck's description")


def unsaid_of_note(note: Note) -> Iterator[NotSaid]:
    """What stands around a note's texts."""
    if note.sources:
        yield NotSaid("which sections and citations a note rests on", note)
    if note.allow:
        yield NotSaid("which rules of style a note may break", note)
    if note.level:
        yield NotSaid("what a note asks of a learner", note)
    if note.after:
        yield NotSaid("what a note comes after", note)
    if note.facts:
        yield NotSaid("which facts a note asks for", note)
    if note.guid:
        yield NotSaid("what Anki knows a note by", note)
    if isinstance(note, BasicNote | ClozeNote) and note.spelling.accents is not Accents.NEARLY:
        yield NotSaid("how much accents count", note)
