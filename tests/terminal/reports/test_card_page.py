import pytest

from ipt_cards.study.presenting.cards import away


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (1_000, "in 1,000 days")],
)
def test_how_far_away_a_day_is(days: int, said: str) -> None:
    assert away(days) == said
