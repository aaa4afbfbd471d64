from hypothesis import given
from hypothesis import strategies as st
from rich.console import Group
from rich.text import Text

from ipt_cards.terminal.screen.console import plain_of
from ipt_cards.terminal.screen.plain_words import drawn_words

words = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), max_size=12)
lines = st.lists(words, max_size=20).map(" ".join) | st.text(max_size=30)


@given(st.lists(lines, min_size=1, max_size=3), st.integers(1, 40))
def test_words_are_drawn_as_rich_draws_them_or_left_to_it(lines: list[str], width: int) -> None:
    drawn = drawn_words(lines, width)
    assert drawn in (None, plain_of(Group(*map(Text, lines)), width))


@given(st.lists(words.filter(bool), min_size=1, max_size=20), st.integers(12, 40))
def test_nothing_but_words_is_drawn_without_it(words: list[str], width: int) -> None:
    drawn = drawn_words([" ".join(words)], width)
    assert drawn is not None
    assert drawn.split() == words


def test_what_is_more_than_words_is_left_to_it() -> None:
    for line in ("naïve", "a\tb", "one\ntwo", "\x1b[1m", "a long  gap", "aVeryLongWord here"):
        assert drawn_words(["fine", line], 8) is None
