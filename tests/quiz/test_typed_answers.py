"""The judge's rules by their documentation, and by pairs that teachers have judged."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.quiz.judging.judge import Verdict, judge

HERE = Path(__file__).parent
GIVEN = HERE.parents[2] / "shared" / "cases" / "typed-answers.yaml"
ROW = re.compile(r"\|[^|]*\| `(?P<answer>[^|]*)` \| `(?P<typed>[^|]*)` \| (?P<verdict>\w+) \|")

VARIANTS = [
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("centre", "center"),
    ("recognise", "recognize"),
    ("analyse", "analyze"),
    ("catalogue", "catalog"),
    ("counselling", "counseling"),
    ("paediatric", "pediatric"),
    ("oedema", "edema"),
    ("defence", "defense"),
    ("grey matter", "gray matter"),
    ("judgement", "judgment"),
    ("programme", "program"),
]
TERMS = st.one_of(
    st.text("abeint", min_size=1, max_size=12),
    st.sampled_from(["hypotension", "hypertension", "grief", "griefs", "año", "ano", "Weissman"]),
)


def documented() -> list[tuple[str, str, str]]:
    rules = (HERE / "typed-answers.md").read_text(encoding="utf-8")
    return [(row["typed"], row["answer"], row["verdict"]) for row in ROW.finditer(rules)]


def pairs_in(path: Path) -> list[tuple[str, str, str]]:
    return [(str(t), str(a), v) for t, a, v in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("typed", "answer", "verdict"), documented())
def test_every_example_of_the_rules_holds(typed: str, answer: str, verdict: str) -> None:
    assert judge(typed, [answer]).verdict == verdict


def judged_otherwise(path: Path) -> list[tuple[str, str, str]]:
    return [pair for pair in pairs_in(path) if judge(pair[0], [pair[1]]).verdict != pair[2]]


@pytest.mark.skipif(not GIVEN.is_file(), reason="the cases are not beside this checkout")
def test_the_given_pairs_are_judged_as_a_teacher_would() -> None:
    assert judged_otherwise(GIVEN) == []


def test_the_pairs_that_were_tried_by_hand_are_judged_as_a_teacher_would() -> None:
    assert judged_otherwise(HERE / "judged-pairs" / "own.yaml") == []


@pytest.mark.parametrize("half", ["chosen", "held-out"])
def test_nearly_all_other_pairs_are_judged_as_a_teacher_would(half: str) -> None:
    path = HERE / "judged-pairs" / f"{half}.yaml"
    otherwise = judged_otherwise(path)
    assert len(otherwise) <= 0.03 * len(pairs_in(path)), otherwise


@given(st.sampled_from(VARIANTS), st.sampled_from(["", "the ", "a theory of ", "12 "]))
def test_spellings_of_one_word_are_right_both_ways(variant: tuple[str, str], before: str) -> None:
    british, american = (before + word for word in variant)
    assert judge(british, [american]).verdict is Verdict.RIGHT
    assert judge(american, [british]).verdict is Verdict.RIGHT


@given(st.lists(TERMS, min_size=2, max_size=5, unique=True))
def test_the_answer_of_another_card_of_the_deck_is_never_nearly_right(answers: list[str]) -> None:
    for typed in answers:
        for answer in answers:
            others = [other for other in answers if other != answer]
            assert judge(typed, [answer], others).verdict is not Verdict.NEARLY


def test_another_term_of_the_deck_is_named() -> None:
    judgement = judge("Weissmann", ["Weissman"], ["Weissmann"])
    assert judgement.verdict is Verdict.WRONG
    assert judgement.why == "another term of this deck: Weissmann"


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        "e" + "\u0301" * 9_999,
        "מלה" * 3_000,
        "👩‍👩‍👧" * 1_000,
        "\0",
        "1" * 10_000,
        "9^999^999",
    ],
)
def test_any_signs_are_judged(typed: str) -> None:
    assert judge(typed, ["Grief"]).verdict is Verdict.WRONG
    assert len(judge(typed, ["Grief"]).why) < 100
    assert judge(typed, [typed]).verdict is Verdict.RIGHT
