"""Simulated classes of three hundred with three planted faults: these are flagged, and no others.

What flags are told by was chosen on other seeds and other classes than these.
"""

from typing import Any

import numpy as np
import pytest

from ipt_cards.items.analysis import analyse
from ipt_cards.items.flags import Flag, Kind
from tests.items.making import counts_of
from tests.items.simulation import Fault, simulated

PLANTED = [Kind.MIS_KEYED, Kind.DEAD, Kind.NEGATIVE]
SHAPES: list[dict[str, Any]] = [
    {"questions": 35},
    {"questions": 40, "skewed": True},
    {"questions": 50, "options": 5},
]


def flags_of(seed: int, learners: int, faults: list[Fault], **shape: Any) -> list[tuple[Flag, ...]]:
    made = simulated(np.random.default_rng(seed), learners, faults=faults, **shape)
    found = analyse(counts_of(made.scores, made.chosen, made.questions))
    return [item.flags for item in found.items]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_each_planted_fault_is_flagged_and_nothing_else(shape: dict[str, Any]) -> None:
    classes = 40
    right = 0
    for seed in range(50_000, 50_000 + classes):
        faulty, dead, weak, *sound = flags_of(seed, 300, list(Fault), **shape)
        told = [flags[0].kind if len(flags) == 1 else None for flags in (faulty, dead, weak)]
        right += told == PLANTED and not any(sound)
    assert right >= 0.95 * classes


@pytest.mark.parametrize("learners", [1, 2, 5, 30, 300])
def test_a_sound_exam_has_no_flags(learners: int) -> None:
    flagged = sum(any(flags_of(seed, learners, [], questions=40)) for seed in range(40))
    assert flagged <= 2


def test_the_option_that_is_meant_is_named() -> None:
    faulty, dead, *_ = flags_of(1, 300, list(Fault), questions=30)
    assert faulty == (Flag(Kind.MIS_KEYED, 1),)
    assert dead == (Flag(Kind.DEAD, 3),)
