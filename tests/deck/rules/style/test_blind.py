"""The blind score: what choosing by the wording alone gains over guessing."""

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.rules.style.blind import CUES, blind_score, expected_points
from ipt_cards.deck.rules.style.options import Options
from tests.deck.rules.style.making import choice, deck_of


def favourite(cue: str, question: str, *options: str) -> str:
    liked = CUES[cue](Options(question, options[:1], options[1:]))
    best = [option for option, value in zip(options, liked, strict=True) if value == max(liked)]
    return best[0] if len(best) == 1 else ""


@pytest.mark.parametrize(
    ("cue", "question", "options", "chosen"),
    [
        ("longest", "Q?", ("short", "rather longer", "brief"), "rather longer"),
        (
            "most specific",
            "Q?",
            ("weeks", "12 to 16 weeks, usually", "a while"),
            "12 to 16 weeks, usually",
        ),
        ("clang with the question", "What is mourning?", ("joy", "to mourn", "awe"), "to mourn"),
        ("odd one", "Q?", ("to sleep", "to walk", "a dream"), "a dream"),
        ("most overlap with the others", "Q?", ("red fish", "red bird", "blue bird"), "red bird"),
        ("no absolute word", "Q?", ("it always does", "it may", "it never does"), "it may"),
    ],
)
def test_each_cue_chooses_as_the_test_wise_do(
    cue: str, question: str, options: tuple[str, ...], chosen: str
) -> None:
    assert favourite(cue, question, *options) == chosen


def test_a_deck_that_gives_its_answers_away_scores_full_and_one_that_doesnt_by_chance() -> None:
    telling = choice(
        "What is grief?",
        "Usually grief, that is, the mourning (for 12 weeks)",
        "Always joy",
        "Never awe",
        "Always sleep",
    )
    assert blind_score(deck_of(telling)).all.share == 1
    even = choice("What is it?", "joy", "awe", "fun", "day")
    assert blind_score(deck_of(even)).all.share == pytest.approx(1 / 4)
    assert blind_score(deck_of(even)).all.chance_share == pytest.approx(1 / 4)


def test_several_right_options_are_chosen_together_and_count_in_part() -> None:
    note = choice("Which?", ("the longest of all", "a"), "in the middle", "of it")
    longest = blind_score(deck_of(note)).by_cue["longest"]
    assert (longest.points, longest.chance) == (0.5, 0.5)


def test_without_choice_notes_there_is_nothing_to_guess() -> None:
    score = blind_score(deck_of()).all
    assert (score.notes, score.share, score.chance_share) == (0, 0, 0)
    assert score.chance_range(1.96) == (0, 0)


def test_in_other_languages_length_alone_counts() -> None:
    assert list(blind_score(deck_of(language="fr")).by_cue) == ["longest"]


LIKED = st.lists(st.integers(0, 3).map(float), min_size=2, max_size=6)


@given(LIKED, st.data())
def test_guessing_among_equals_gives_the_mean_over_all_ways_to_break_ties(
    liked: list[float], data: st.DataObject
) -> None:
    right = data.draw(st.integers(1, len(liked) - 1))
    outcomes = []
    for order in itertools.permutations(range(len(liked))):
        ranked = sorted(order, key=lambda place: -liked[place])
        outcomes.append(sum(place < right for place in ranked[:right]) / right)
    mean = math.fsum(outcomes) / len(outcomes)
    assert expected_points(liked, right) == pytest.approx(mean)


def test_the_range_of_chance_is_where_guessing_falls() -> None:
    notes = [
        choice(f"Which {n}?", ("aaa", "bbb"), "ccc", "ddd", "eee", note_id=f"n{n}")
        if n % 2
        else choice(f"Which {n}?", "aaa", "bbb", "ccc", note_id=f"n{n}")
        for n in range(40)
    ]
    score = blind_score(deck_of(*notes)).all
    rng = random.Random(5)  # noqa: S311 - draws, no secrets
    shapes = [(2, 5) if n % 2 else (1, 3) for n in range(40)]

    def points(right: int, count: int) -> float:
        return sum(place < right for place in rng.sample(range(count), right)) / right

    drawn = [sum(points(*shape) for shape in shapes) / 40 for _ in range(4000)]
    low, high = score.chance_range(1.959964)
    within = sum(low <= share <= high for share in drawn) / len(drawn)
    assert 0.93 <= within <= 0.97
    assert sum(drawn) / len(drawn) == pytest.approx(score.chance_share, abs=0.01)
