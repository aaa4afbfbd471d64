import pytest

from ipt_cards.scheduling.day import Day
from ipt_cards.study.presenting import words


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 d"),
        (29, "29 d"),
        (30, "1 mo"),
        (76, "2.5 mo"),
        (364, "12 mo"),
        (365, "1 y"),
        (36_500, "100 y"),
    ],
)
def test_intervals(days: int, said: str) -> None:
    assert words.interval(days) == said


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "0 s"),
        (59_400, "59 s"),
        (59_600, "1 min"),
        (3_540_000, "59 min"),
        (3_600_000, "1 h"),
        (5_400_000, "1 h 30 min"),
    ],
)
def test_durations(ms: int, said: str) -> None:
    assert words.duration(ms) == said


def test_days_to_come() -> None:
    today = Day(739_944)  # 24 November 2026
    assert words.due(Day(today + 1), today) == "tomorrow"
    assert words.due(Day(today + 3), today) == "on Friday 27 November (in 3 days)"
    assert words.due(Day(today + 1_000), today).endswith("(in 1,000 days)")
