from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.exam.mock.blueprint import allot, allot_available

topics = st.sampled_from("abcdefgh")
blueprints = st.dictionaries(topics, st.integers(0, 100), min_size=1).filter(
    lambda weights: any(weights.values())
)


@given(blueprints, st.integers(0, 500))
def test_exactly_the_questions_asked_for_are_handed_out(
    weights: dict[str, int], questions: int
) -> None:
    assert sum(allot(weights, questions).values()) == questions


@given(blueprints, st.integers(0, 500))
def test_no_topic_is_off_its_exact_share_by_one_or_more(
    weights: dict[str, int], questions: int
) -> None:
    total = sum(weights.values())
    for topic, share in allot(weights, questions).items():
        assert abs(share - Fraction(weights[topic] * questions, total)) < 1


def test_the_largest_remainders_round_up() -> None:
    assert allot({"a": 47, "b": 16, "c": 15, "d": 12, "e": 6, "f": 4}, 10) == {
        "a": 5,
        "b": 2,
        "c": 1,
        "d": 1,
        "e": 1,
        "f": 0,
    }


def test_equal_remainders_go_by_the_blueprints_order() -> None:
    assert allot({"b": 1, "a": 1, "c": 1}, 2) == {"b": 1, "a": 1, "c": 0}


def test_a_blueprint_without_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="no topic a weight"):
        allot({"a": 0}, 3)


@given(blueprints, st.dictionaries(topics, st.integers(0, 40)), st.integers(0, 120))
def test_a_topic_short_of_cards_gives_all_it_has_and_the_others_the_rest(
    weights: dict[str, int], available: dict[str, int], questions: int
) -> None:
    cards = sum(available.get(topic, 0) for topic, weight in weights.items() if weight)
    if cards < questions:
        with pytest.raises(ValueError, match=f"there (is|are) only {cards} card"):
            allot_available(weights, questions, available)
        return
    allotted = allot_available(weights, questions, available)
    assert sum(allotted.values()) == questions
    assert all(share <= available.get(topic, 0) for topic, share in allotted.items() if share)
    assert all(not allotted[topic] for topic, weight in weights.items() if not weight)


@given(blueprints, st.integers(0, 120), st.data())
def test_with_cards_enough_availability_changes_nothing(
    weights: dict[str, int], questions: int, data: st.DataObject
) -> None:
    shares = allot(weights, questions)
    enough = {
        topic: share + data.draw(st.sampled_from((0, 1, 9))) for topic, share in shares.items()
    }
    assert allot_available(weights, questions, enough) == shares


def test_cards_of_topics_without_weight_are_none_to_ask() -> None:
    with pytest.raises(ValueError, match=r"^2 questions were asked for, but there is only 1 card$"):
        allot_available({"a": 1, "b": 0}, 2, {"a": 1, "b": 5})


def test_one_question_is_told_in_the_singular_and_thousands_apart() -> None:
    with pytest.raises(ValueError, match=r"^1 question was asked for, but there are only 0 cards$"):
        allot_available({"a": 1}, 1, {})
    with pytest.raises(ValueError, match=r"^2,000 questions were .* there are only 1,500 cards$"):
        allot_available({"a": 1}, 2_000, {"a": 1_500})
