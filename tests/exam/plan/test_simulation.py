"""The plan beside other strategies, for learners whose memory it doesn't know."""

import pytest

from tests.benchmarks.simulation import STRATEGIES, lead, measured
from tests.benchmarks.study import MEMORIES


@pytest.mark.parametrize("distance", [3, 21])
@pytest.mark.parametrize("memory", sorted(MEMORIES))
def test_simulated_learners_know_as_much_with_the_plan_as_with_any_other_strategy(
    memory: str, distance: int
) -> None:
    made = measured((memory, distance, 6, 0.0), learners=3)
    for name in STRATEGIES:
        ahead, error = lead(made["the plan"], made[name])
        assert ahead >= -2 * error - 0.002, name
