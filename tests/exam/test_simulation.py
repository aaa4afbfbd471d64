import pytest

from tests.benchmarks.simulation import MINUTES, mean_recalls


@pytest.mark.parametrize("distance", sorted(MINUTES))
def test_simulated_learners_know_more_with_the_plan_than_with_any_other_strategy(
    distance: int,
) -> None:
    recalls = mean_recalls(distance, learners=3)
    others = ("plain SM-2", "FSRS-6 at 0.9 retention", "massed on the last two days")
    assert recalls["the plan"] > max(recalls[other] for other in others)
