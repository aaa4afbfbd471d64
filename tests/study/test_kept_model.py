import random
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from ipt_cards.forecast.answer import Answer
from ipt_cards.forecast.forgetting import Forgetting, fitted
from ipt_cards.forecast.past import Past
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import BUTTONS
from ipt_cards.study.exam import kept_model


def past_of(answers: int) -> Past:
    rng = random.Random(answers)  # noqa: S311 - the same each time
    past = Past()
    past.add(
        [
            Answer(f"card-{place % 7}", Day(739_000 + place), rng.choice(BUTTONS), 8_000)
            for place in range(answers)
        ]
    )
    return past


def same(one: Forgetting, other: Forgetting) -> bool:
    posteriors = zip(one.calibrated, other.calibrated, strict=True)
    others = [(each.experts, each.reviews, each.freshness) for each in (one, other)]
    return all(map(np.array_equal, *zip(*posteriors, strict=True))) and others[0] == others[1]


def test_a_model_is_fitted_once_to_the_same_reviews_and_anew_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IPT_CARDS_CACHE", str(tmp_path))
    with (
        patch.object(kept_model, "WORTH_KEEPING", 5),
        patch.object(kept_model, "fitted", wraps=fitted) as fit,
    ):
        for answers, fits in ((40, 1), (40, 1), (41, 2), (40, 2), (41, 2)):
            found = kept_model.kept_model(past_of(answers))
            assert same(found, fitted(*past_of(answers).reviews()))
            assert fit.call_count == fits


def test_few_reviews_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPT_CARDS_CACHE", str(tmp_path))
    kept_model.kept_model(past_of(40))
    assert not list(tmp_path.rglob("*.model"))
