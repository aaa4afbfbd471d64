"""The order in which notes are learned, where some come after others."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.learning_order import learning_order
from ipt_cards.deck.note import BasicNote, ClozeNote
from ipt_cards.forecast.exam_card import exam_cards
from tests.strategies import decks


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[str], dict[str, list[str]]]:
    """Notes as they stand, and what some of them come after, without circles."""
    count = draw(st.integers(1, 12))
    names = [f"n{number}" for number in range(count)]
    after = {
        note: draw(st.lists(st.sampled_from(names[:place]), max_size=3, unique=True))
        for place, note in enumerate(names)
        if place and draw(st.booleans())
    }
    return draw(st.permutations(names)), after


def naive(notes: list[str], after: dict[str, list[str]]) -> list[str]:
    """The first of those that have nothing left to wait for, until all have come."""
    left, ordered = list(notes), []
    while left:
        note = next(each for each in left if not set(after.get(each, ())) & set(left))
        ordered.append(note)
        left.remove(note)
    return ordered


@given(orders())
def test_each_note_stands_behind_what_it_comes_after_and_the_rest_as_it_was(
    told: tuple[list[str], dict[str, list[str]]],
) -> None:
    notes, after = told
    ordered = learning_order(notes, after)
    assert sorted(ordered) == sorted(notes)
    for note, others in after.items():
        assert all(ordered.index(other) < ordered.index(note) for other in others)
    assert ordered == naive(notes, after)


@given(st.lists(st.from_regex(r"[a-z]{1,3}", fullmatch=True), unique=True))
def test_where_nothing_is_said_the_order_is_as_it_was(notes: list[str]) -> None:
    assert learning_order(notes, {}) == notes
    assert learning_order(notes, {note: ["none-of-them"] for note in notes}) == notes


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_even_among_circles_every_note_comes_once(pairs: list[tuple[str, str]]) -> None:
    after: dict[str, list[str]] = {}
    for note, other in pairs:
        after.setdefault(note, []).append(other)
    assert sorted(learning_order("abcdef", after)) == list("abcdef")


def test_a_hundred_thousand_notes_in_a_chain_turn_around() -> None:
    notes = [f"n{number}" for number in range(100_000)]
    after = {note: [follower] for note, follower in pairwise(notes)}
    assert learning_order(notes, after) == notes[::-1]


def basic(note_id: str, *after: str) -> BasicNote:
    return BasicNote(id=note_id, front=f"What is {note_id}?", back="A note", after=after)


GAPS = ClozeNote(id="gaps", text="{{c1::One}} and {{c2::two}}.", after=("late",), tags=("t",))
DECK = Deck(
    id="d",
    name="D",
    topics=(
        Topic("first", "First", (GAPS, basic("plain"))),
        Topic("second", "Second", (basic("other"), basic("late"), basic("end", "gaps"))),
    ),
)
IN_TURN = [
    *("plain/forward", "other/forward", "late/forward"),
    *("gaps/c1", "gaps/c2", "end/forward"),
]


def test_a_decks_cards_come_in_learning_order_across_its_topics() -> None:
    assert list(DECK.card_keys()) == IN_TURN
    assert [card.key for card in DECK.cards()] == IN_TURN
    assert [card.key for card in exam_cards(DECK)] == IN_TURN
    assert list(CardFilter().cards_by_key(DECK)) == IN_TURN
    assert DECK.after == {"gaps": ("late",), "end": ("gaps",)}


def test_so_do_those_of_a_topic_or_a_tag_alone() -> None:
    assert list(CardFilter(topics=("first",)).cards_by_key(DECK)) == [
        *("plain/forward", "gaps/c1", "gaps/c2")
    ]
    assert list(CardFilter(tags=("t",)).cards_by_key(DECK)) == ["gaps/c1", "gaps/c2"]


def test_topics_and_their_notes_stay_as_they_stand() -> None:
    assert [note.id for note in DECK.notes()] == ["gaps", "plain", "other", "late", "end"]
    assert DECK.topics[0].card_keys == ("gaps/c1", "gaps/c2", "plain/forward")


@given(decks())
def test_no_card_of_a_deck_stands_before_what_its_note_comes_after(deck: Deck) -> None:
    keys = list(deck.card_keys())
    assert sorted(keys) == sorted(key for topic in deck.topics for key in topic.card_keys)
    notes = list(dict.fromkeys(key.partition("/")[0] for key in keys))
    for note, others in deck.after.items():
        assert all(notes.index(other) < notes.index(note) for other in others)
    if not deck.after:
        assert keys == [key for topic in deck.topics for key in topic.card_keys]
