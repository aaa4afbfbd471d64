"""What the deck on Interpersonal Therapy promises of its facts."""

from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.note import kind_of
from ipt_cards.deck.reading.folder import load_deck


def test_each_fact_is_asked_for_by_notes_of_several_kinds_and_levels() -> None:
    deck = load_deck(find_deck("ipt"))
    facts = [fact.id for topic in deck.topics for fact in topic.facts]
    assert facts
    for fact in facts:
        asking = [note for note in deck.notes() if fact in note.facts]
        assert len({kind_of(note) for note in asking}) > 1, fact
        assert len({note.level for note in asking}) > 1, fact
