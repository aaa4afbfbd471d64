"""Cards beside each other, and the deck as a whole."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.note import Note
from ipt_cards.deck.rules.style.across_deck import chance_of_as_many
from ipt_cards.deck.rules.style.findings import style_advice
from tests.deck.rules.style.making import basic, broken, choice, cloze, deck_of

ASKED = basic("For how many weeks does IPT usually run with adults?", "12 to 16")


def test_a_question_that_states_anothers_answer_is_told_where_the_other_stands() -> None:
    telling = basic("Why does IPT usually run for 12 to 16 weeks with adults?", "Both agree", "b")
    (found,) = style_advice(deck_of(ASKED, telling))
    assert (found.rule, found.message) == (
        "answered-elsewhere",
        "`a` is answered, “12 to 16”, by the question of `b`: word one of the two otherwise",
    )


@pytest.mark.parametrize(
    "other",
    [
        basic("Why does IPT have a time limit?", "Both agree", "b"),
        basic("Who runs for 12 to 16 miles?", "Nobody", "b"),
        cloze("With adults IPT usually runs for {{c1::12 to 16}} weeks.", "b"),
    ],
)
def test_a_question_on_something_else_or_with_the_answer_hidden_tells_nothing(other: Note) -> None:
    assert broken(ASKED, other) == []


def facts(count: int) -> list[Note]:
    return [
        basic(f"For how many weeks does IPT usually run {how}?", "sixteen", f"fact-{number}")
        for number, how in enumerate(["", "then", "now", "here", "there", "as such"][:count])
    ]


def test_more_cards_than_five_on_one_fact_are_told_once() -> None:
    (found,) = style_advice(deck_of(*facts(6)))
    assert found.rule == "crowded-fact"
    assert "`fact-0` and `fact-1`, `fact-2`" in found.message
    assert "6 cards" in found.message
    assert broken(*facts(5)) == []


def test_the_cards_of_one_note_alone_are_no_crowd() -> None:
    gaps = " and ".join(f"{{{{c{n}::part{n}}}}} of the body is here" for n in range(1, 8))
    assert broken(cloze(gaps)) == []


def guessable(longest: int, others: int) -> list[Note]:
    """Choice notes, of which so many have the longest option right, if only by little."""
    return [
        choice(
            f"Which is number {n}?", "bbbb" if n < longest else "bb", "aaa", "ccc", note_id=f"n{n}"
        )
        for n in range(longest + others)
    ]


def test_more_longest_answers_than_chance_makes_are_told_of_the_deck() -> None:
    (found,) = style_advice(deck_of(*guessable(18, 6)))
    assert found.rule == "longest-answers"
    assert str(found.at) == "deck.yaml:1:1"
    assert "18 of 24 choice notes, where chance makes it 8" in found.message
    assert broken(*guessable(9, 15)) == []


@given(st.integers(0, 40), st.integers(0, 40), st.integers(2, 6))
def test_the_tail_is_the_binomials_where_all_chances_are_equal(
    count: int, notes: int, options: int
) -> None:
    chance = 1 / options
    tail = sum(
        math.comb(notes, k) * chance**k * (1 - chance) ** (notes - k)
        for k in range(count, notes + 1)
    )
    assert chance_of_as_many(count, [chance] * notes) == pytest.approx(tail, abs=1e-12)


def deck_with_shares(cards: dict[str, int], weights: dict[str, int]) -> Deck:
    topics = tuple(
        Topic(
            topic,
            topic,
            tuple(basic(f"What is {topic} {n}?", "x", f"{topic}-{n}") for n in range(count)),
        )
        for topic, count in cards.items()
    )
    return Deck(id="d", name="D", topics=topics, blueprint=Blueprint(tuple(weights.items())))


@pytest.mark.parametrize(
    ("cards", "weights", "told"),
    [
        ({"one": 5, "two": 15}, {"one": 50, "two": 50}, ["one", "two"]),
        ({"one": 90, "two": 10}, {"one": 95, "two": 5}, ["two"]),
        ({"one": 9, "two": 11}, {"one": 50, "two": 50}, []),
        ({"one": 2, "two": 10}, {"one": 50, "two": 50}, []),
        ({"one": 96, "two": 4}, {"one": 98, "two": 2}, []),
    ],
)
def test_a_topic_of_which_cards_and_exam_differ_much_is_told(
    cards: dict[str, int], weights: dict[str, int], told: list[str]
) -> None:
    found = style_advice(deck_with_shares(cards, weights))
    shares = [problem for problem in found if problem.rule == "topic-share"]
    assert [str(problem.at) for problem in shares] == [f"{topic}.yaml:1:1" for topic in told]


def test_without_a_blueprint_there_are_no_shares() -> None:
    assert broken(*(basic(f"What is number {n}?", "x", f"n{n}") for n in range(30))) == []
