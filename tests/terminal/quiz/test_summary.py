"""The figures at the end of a quiz."""

import pytest

from ipt_cards.quiz.summary import Summary
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.terminal.quiz.summary import summed_up
from ipt_cards.terminal.screen.console import plain_of

TODAY = Day(739_944)


def shown(count: int) -> str:
    """The end of a quiz in which everything there was that often."""
    ended = Summary(
        graded={Grade.GOOD: count},
        cards=count,
        reviews=count,
        remembered=count,
        time_ms=1_000 * count,
        tomorrow_reviews=count,
        tomorrow_new=count,
        next_due=None,
    )
    return plain_of(summed_up(ended, TODAY, finished=True, cram=False), 80)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, ("1 on 1 card,", "Good 1", "100 % (1 of 1 review)", "1 review and 1 new card")),
        (2, ("2 on 2 cards,", "Good 2", "100 % (2 of 2 reviews)", "2 reviews and 2 new cards")),
        (
            1_000,
            ("1,000 on 1,000 cards,", "Good 1,000", "(1,000 of 1,000 reviews)", "1,000 new cards"),
        ),
    ],
)
def test_one_is_told_in_the_singular_more_in_the_plural_and_thousands_apart(
    count: int, said: tuple[str, ...]
) -> None:
    for words in said:
        assert words in shown(count)
