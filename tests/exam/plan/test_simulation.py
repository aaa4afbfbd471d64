from statistics import fmean

import pytest

from tests.benchmarks.simulation import ANSWERS, MINUTES, all_recalls


@pytest.mark.parametrize("distance", sorted(MINUTES))
def test_simulated_learners_know_more_with_the_plan_than_with_any_other_strategy(
    distance: int,
) -> None:
    each = all_recalls(distance, learners=3)
    means = {name: fmean(one[name] for one in each) for name in each[0].keys() - {ANSWERS}}
    assert max(means, key=lambda name: means[name]) == "the plan"
