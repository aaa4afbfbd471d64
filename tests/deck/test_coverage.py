"""What a deck covers: shares of cards and exam by topic and level, and what asks for each fact."""

from dataclasses import replace

from hypothesis import given

from ipt_cards.deck.deck import Blueprint, Deck, Fact, Topic
from ipt_cards.deck.level import Level
from ipt_cards.deck.rules.coverage import coverage
from tests.deck.rules.style.making import basic, cloze
from tests.strategies import decks

RECALL, APPLICATION = Level.RECALL, Level.APPLICATION
ONE = replace(basic("Who?", "He", "one"), level=RECALL, facts=("a", "b"))
TWO = replace(cloze("{{c1::He}} and {{c2::she}}.", "two"), level=APPLICATION, facts=("a",))
THREE = basic("Where?", "There", "three")
DECK = Deck(
    "d",
    "D",
    topics=(
        Topic("first", "First", (ONE,), (Fact("a", "A."), Fact("b", "B."))),
        Topic("second", "Second", (TWO, THREE), ()),
    ),
    blueprint=Blueprint((("first", 75), ("second", 25)), levels=((RECALL, 50), (APPLICATION, 50))),
)


def test_topics_have_their_shares_of_cards_and_exam_and_count_their_facts() -> None:
    first, second = coverage(DECK).topics
    assert (first.part.cards, first.part.share, first.part.weight) == (1, 25, 75)
    assert (first.facts, first.thin) == (2, 1)
    assert (second.part.cards, second.part.share, second.part.weight) == (3, 75, 25)
    assert dict(second.by_level) == {APPLICATION: 2, None: 1}


def test_levels_have_their_shares_of_cards_and_exam() -> None:
    told = [(part.name, part.cards, part.share, part.weight) for part in coverage(DECK).levels]
    assert told == [("recall", 1, 25, 50), ("application", 2, 50, 50), ("no level", 1, 25, 0)]


def test_facts_have_the_notes_that_ask_for_them_in_any_topic() -> None:
    both, thin = coverage(DECK).facts
    assert ([note.id for note in both.notes], both.cards, both.topic) == (
        ["one", "two"],
        3,
        "first",
    )
    assert both.levels == (RECALL, APPLICATION)
    assert both.lacks == ()
    assert thin.lacks == ("only `one` asks for it",)
    assert coverage(DECK).without_facts == (THREE,)


def test_without_blueprint_levels_and_facts_only_the_cards_are_counted() -> None:
    plain = coverage(Deck("d", "D", topics=(Topic("t", "T", (THREE,)),)))
    assert [(topic.part.cards, topic.part.share, topic.part.weight) for topic in plain.topics] == [
        (1, 100, None)
    ]
    assert (plain.levels, plain.facts, plain.without_facts) == ((), (), ())


def test_a_deck_without_cards_has_no_shares() -> None:
    assert coverage(Deck("d", "D", topics=(Topic("t", "T", ()),))).topics[0].part.share == 0


@given(decks())
def test_every_card_and_every_fact_is_counted_once(deck: Deck) -> None:
    made = coverage(deck)
    cards = len(list(deck.cards()))
    assert sum(topic.part.cards for topic in made.topics) == cards
    assert all(sum(topic.by_level.values()) == topic.part.cards for topic in made.topics)
    assert sum(part.cards for part in made.levels) in (0, cards)
    assert sum(topic.facts for topic in made.topics) == len(made.facts)
    assert sum(topic.thin for topic in made.topics) == sum(bool(each.lacks) for each in made.facts)
    links = sum(len(note.facts) for note in deck.notes())
    assert sum(len(each.notes) for each in made.facts) == links
