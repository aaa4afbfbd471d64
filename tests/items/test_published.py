"""Figures of published data, as other programs have them."""

import numpy as np
import pytest

from ipt_cards.items.analysis import Analysis, analyse
from ipt_cards.items.rasch_scale import rasch_scale
from ipt_cards.items.reliability import Coefficient
from tests.items.lsat import ALPHA, DISCRIMINATION, RASCH, RASCH_ERROR, SCORES
from tests.items.making import counts_of


def no_pairs(_: object) -> object:
    raise AssertionError("all were asked the same questions")


@pytest.fixture(params=SCORES)
def section(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def analysis(section: str) -> Analysis:
    counts = counts_of(SCORES[section])
    return analyse(counts, rasch_scale(counts, no_pairs))  # type: ignore[arg-type]


def test_difficulty_is_the_share_that_had_it_right(section: str, analysis: Analysis) -> None:
    share = SCORES[section].mean(axis=0)
    assert [item.difficulty for item in analysis.items] == pytest.approx(share, abs=1e-12)


def test_discrimination_is_that_of_psych(section: str, analysis: Analysis) -> None:
    found = [item.discrimination for item in analysis.items]
    assert found == pytest.approx(DISCRIMINATION[section], abs=1e-12)


def test_reliability_is_that_of_psych(section: str, analysis: Analysis) -> None:
    found = analysis.reliability
    assert found is not None
    assert found.coefficient is Coefficient.KR_20
    assert found.value == pytest.approx(ALPHA[section], abs=1e-12)
    points = SCORES[section].sum(axis=1)
    assert found.error == pytest.approx(points.std(ddof=1) * np.sqrt(1 - ALPHA[section]), abs=1e-12)


def test_rasch_difficulties_and_their_errors_are_those_of_erm(
    section: str, analysis: Analysis
) -> None:
    assert [item.rasch for item in analysis.items] == pytest.approx(RASCH[section], abs=1e-5)
    errors = [item.rasch_error for item in analysis.items]
    assert errors == pytest.approx(RASCH_ERROR[section], abs=1e-5)
