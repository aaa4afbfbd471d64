"""The forgetting model on real learners' logs, each as it goes."""

from statistics import fmean

import pytest

from tests.benchmarks.readiness import Judged, auc, judged, left_out, log_loss
from tests.benchmarks.real_logs import real_logs

pytestmark = pytest.mark.skipif(not real_logs(), reason="real logs aren't part of the repository")


@pytest.fixture(scope="module")
def learners() -> list[Judged]:
    return [judged(path) for path in real_logs()]


def losses(learners: list[Judged], model: str) -> list[float]:
    return [log_loss(each.forecasts[model], each.outcomes) for each in learners]


def test_the_forecast_is_better_than_any_other_on_the_mean_over_learners(
    learners: list[Judged],
) -> None:
    means = {model: fmean(losses(learners, model)) for model in learners[0].forecasts}
    assert means["ours"] <= 0.335
    assert min(means, key=lambda model: means[model]) == "ours"


def test_on_no_learner_is_another_better_by_more_than_a_two_hundredth(
    learners: list[Judged],
) -> None:
    others = [model for model in learners[0].forecasts if model != "ours"]
    for each, ours in zip(learners, losses(learners, "ours"), strict=True):
        best = min(log_loss(each.forecasts[model], each.outcomes) for model in others)
        assert ours <= best + 0.005, each.name


def test_it_tells_what_will_be_recalled_from_what_will_not_better_than_fsrs_fitted(
    learners: list[Judged],
) -> None:
    better = [
        auc(each.forecasts["ours"], each.outcomes)
        >= auc(each.forecasts["FSRS-6 optimised"], each.outcomes)
        for each in learners
    ]
    assert sum(better) >= 0.8 * len(better)


def test_a_prior_fitted_on_the_other_learners_does_as_well(learners: list[Judged]) -> None:
    assert fmean(left_out(learners).values()) <= 0.335
