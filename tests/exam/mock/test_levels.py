"""A paper of a deck whose exam weighs levels: by topics first, then as near to those as can be."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.exam.mock.blueprint import allot
from ipt_cards.exam.mock.levels import Levels
from ipt_cards.exam.mock.paper import Paper, draw
from ipt_cards.forecast.exam_card import ExamCard

WEIGHTS = {"recall": 35, "understanding": 30, "application": 35}


def cards_of(**levels: str) -> tuple[list[ExamCard], dict[str, str]]:
    """Topics by name with a letter for each card's level: r, u, a, or - for none."""
    names = {name[0]: name for name in WEIGHTS}
    cards, of = [], {}
    for topic, letters in levels.items():
        for number, letter in enumerate(letters):
            card = ExamCard(f"{topic}-{number}/forward", topic)
            cards.append(card)
            if letter != "-":
                of[card.key] = names[letter]
    return cards, of


def counts(paper: Paper, of: dict[str, str]) -> Counter[str]:
    return Counter(of.get(question.card.key, "-")[0] for question in paper.questions)


def test_the_levels_get_their_shares_where_the_cards_allow_it() -> None:
    cards, of = cards_of(one="r" * 30 + "u" * 8 + "a" * 8, two="r" * 30 + "u" * 8 + "a" * 8)
    for seed in range(5):
        paper = draw(cards, {"one": 50, "two": 50}, 20, seed, Levels(WEIGHTS, of))
        assert counts(paper, of) == {"r": 7, "u": 6, "a": 7}
        assert Counter(question.card.topic for question in paper.questions) == {
            "one": 10,
            "two": 10,
        }


def test_topics_go_before_levels() -> None:
    cards, of = cards_of(one="r" * 10, two="a" * 10)
    paper = draw(cards, {"one": 80, "two": 20}, 10, 1, Levels(WEIGHTS, of))
    assert counts(paper, of) == {"r": 8, "a": 2}


def test_a_level_is_reached_by_way_of_another_topic() -> None:
    # Only the second topic has application, and it must give its understanding for it, which the
    # first then takes in place of recall.
    cards, of = cards_of(one="r" * 4 + "u" * 4, two="u" * 4 + "a" * 4)
    weights = {"recall": 0, "understanding": 50, "application": 50}
    for seed in range(8):
        paper = draw(cards, {"one": 50, "two": 50}, 8, seed, Levels(weights, of))
        assert counts(paper, of) == {"u": 4, "a": 4}


def test_cards_without_a_level_fill_what_is_missing() -> None:
    cards, of = cards_of(one="-" * 10 + "a" * 2)
    paper = draw(cards, {"one": 100}, 6, 3, Levels(WEIGHTS, of))
    assert counts(paper, of) == {"-": 4, "a": 2}


@given(st.integers(0, 50), st.integers(1, 12))
def test_without_levels_or_with_none_to_exchange_a_paper_is_as_ever(seed: int, asked: int) -> None:
    cards, of = cards_of(one="r" * 8, two="r" * 8)
    blueprint = {"one": 70, "two": 30}
    plain = draw(cards, blueprint, asked, seed)
    assert draw(cards, blueprint, asked, seed, Levels(WEIGHTS, {})) == plain
    assert draw(cards, blueprint, asked, seed, Levels(WEIGHTS, of)) == plain


LETTERS = st.text("rua-", min_size=3, max_size=6)


@given(LETTERS, LETTERS, st.integers(1, 6), st.integers(0, 9))
def test_no_other_paper_of_these_topics_comes_nearer_to_the_levels(
    one: str, two: str, asked: int, seed: int
) -> None:
    cards, of = cards_of(one=one, two=two)
    blueprint = {"one": 50, "two": 50}
    wanted = allot(WEIGHTS, asked)

    def surplus(keys: list[str]) -> int:
        have = Counter(of.get(key, "-") for key in keys)
        return sum(max(0, count - wanted.get(level, 0)) for level, count in have.items())

    paper = draw(cards, blueprint, asked, seed, Levels(WEIGHTS, of))
    drawn = [question.card for question in paper.questions]
    by_topic = Counter(card.topic for card in drawn)
    choices = [
        combinations([card.key for card in cards if card.topic == topic], by_topic[topic])
        for topic in blueprint
    ]
    best = min(surplus([*first, *second]) for first, second in product(*choices))
    assert surplus([card.key for card in drawn]) == best
    assert len({card.key for card in drawn}) == asked


def test_the_same_seed_gives_the_same_paper_whatever_the_order_of_the_cards() -> None:
    cards, of = cards_of(one="rrrruuaa-", two="aauurrrr-")
    blueprint, levels = {"one": 40, "two": 60}, Levels(WEIGHTS, of)
    assert draw(cards, blueprint, 9, 4, levels) == draw(cards[::-1], blueprint, 9, 4, levels)


def test_levels_without_weight_are_refused() -> None:
    cards, of = cards_of(one="rrr")
    with pytest.raises(ValueError, match="no topic a weight"):
        draw(cards, {"one": 100}, 2, 1, Levels(dict.fromkeys(WEIGHTS, 0), of))
