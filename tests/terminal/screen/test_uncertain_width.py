"""Lines that hold what terminals give different widths keep their right edge in its column."""

import pytest
from prompt_toolkit.formatted_text import ANSI, to_formatted_text
from prompt_toolkit.utils import get_cwidth
from rich.panel import Panel
from rich.text import Text

from ipt_cards.study.configuration.settings import Colours
from ipt_cards.terminal.screen.console import lines_of
from ipt_cards.terminal.screen.uncertain_width import anchored, is_uncertain

UNCERTAIN = {
    "flag": "答え 🇩🇪",
    "family": "👩‍👩‍👧‍👦",
    "skin tone": "👍🏽",
    "joined with a tone": "🤷🏽‍♀️",
    "emoji style": "⚠️ ❤️ 1️⃣",
    "devanagari": "क्षि नमस्ते",
    "combining": "e\u0301 n\u0303",
    "jamo": "\u1112\u1161\u11ab",
    "hebrew points": "שָׁלוֹם",
    "zero width": "a\u200bb",
}
CERTAIN = ("hello", "日本語の質問", "é ñ ½ ≥ — … “ ”", "👎😀", "한국", "Ärger")
WIDTH = 40


def framed(content: str) -> str:
    return lines_of(Panel(Text(content), width=WIDTH), WIDTH, Colours.NONE)[1]


@pytest.mark.parametrize("content", UNCERTAIN.values(), ids=UNCERTAIN.keys())
def test_the_edge_is_told_its_column_and_fits_into_the_screen(content: str) -> None:
    assert is_uncertain(content)
    line = anchored(framed(content))
    parts = to_formatted_text(ANSI(line))
    orders = [text for style, text, *_ in parts if "ZeroWidthEscape" in style]
    assert orders == [f"\x1b[{WIDTH}G"]
    shown = "".join(text for style, text, *_ in parts if "ZeroWidthEscape" not in style)
    assert shown.endswith("│")
    assert content in shown
    assert get_cwidth(shown) <= WIDTH


@pytest.mark.parametrize("content", CERTAIN)
def test_a_line_of_which_the_width_is_sure_stays_as_it_is(content: str) -> None:
    assert not is_uncertain(content)
    assert anchored(framed(content)) == framed(content)


def test_a_line_without_an_edge_stays_as_it_is() -> None:
    assert anchored("👍🏽 without") == "👍🏽 without"
    assert anchored("│ 👍🏽 before") == "│ 👍🏽 before"
