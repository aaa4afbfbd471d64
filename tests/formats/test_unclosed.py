"""What is opened again and again and never closed: without bounds, each of these took minutes.

A text of 30,000 characters is the longest that a card shows.
"""

from collections.abc import Callable
from decimal import Decimal

import pytest

from ipt_cards.deck.from_html.html_tree import parse_html
from ipt_cards.deck.from_html.inline import folded_line
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.formats.banks.questions import Answer, Question
from ipt_cards.formats.found import FormatError, Source
from ipt_cards.formats.markdown import deck_reading, obsidian
from ipt_cards.formats.mnemosyne import facts
from ipt_cards.formats.org import html as org
from ipt_cards.formats.org.outline import outline_of
from ipt_cards.formats.registry import READERS, read

BEGINNINGS = {
    "org": "* T :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\n{{x}} ",
    "mochi": "a\n---\n{{x}} ",
    "hashcards": "C: [x] ",
    "obsidian": "==x== ",
    "gift": "q{=a ",
    "mnemosyne": '<mnemosyne><item id="a"><Q>x</Q><A>',
    "moodle": '<quiz><question type="cloze"><questiontext><text>{1:SA:=a} ',
}
ENDS = {
    "gift": "}",
    "mnemosyne": "</A></item></mnemosyne>",
    "moodle": "</text></questiontext></question></quiz>",
}
OPENINGS = ["*a ", r"\[", "[[", "![](", "`", "{{", "&lt;a ", "<<#a>>", "=a ", "&lt;!-- ", "[sound:"]
OPENINGS += ["&lt;$>", "&lt;latex>", "#+begin_src\n", "\\begin{align}\n", "==a", "<!--SR:", " "]
MANY = 200_000


@pytest.mark.parametrize("format_name", sorted(READERS.keys() & BEGINNINGS.keys()))
@pytest.mark.parametrize("opening", OPENINGS)
def test_what_is_never_closed_is_read_or_told(format_name: str, opening: str) -> None:
    if ENDS.get(format_name, "").startswith("<"):
        opening = opening.replace("<", "&lt;")
    text = BEGINNINGS[format_name] + opening * (30_000 // len(opening)) + ENDS.get(format_name, "")
    try:
        found = read(Source("x.txt", text.encode()), format_name)
    except FormatError as error:
        assert str(error).startswith("x.txt:")  # noqa: PT017 - or it is read
        return
    assert found.notes or found.losses


@pytest.mark.parametrize(
    ("read_text", "opening"),
    [
        (lambda text: parse_html(text, has_clozes=False), "<!-- a>"),
        (lambda text: parse_html(text, has_clozes=False), "<?"),
        (lambda text: parse_html(text, has_clozes=False), "[sound:"),
        (lambda text: folded_line(f"a{text}b"), "\xa0"),
        (lambda text: obsidian._text([f"a{text}b"]), " "),
        (lambda text: obsidian._text([text]), "<!--SR:"),
        (facts._html, "<$>"),
        (facts._html, "<latex>"),
        (lambda text: facts._in_brackets(text, lambda _: ""), "["),
        (lambda text: outline_of(f"* a{text}b\n:PROPERTIES:\n:C:{text}\n:D: a{text}b"), " "),
        (lambda text: outline_of(f"#+TITLE: a{text}b"), " "),
        (lambda text: list(deck_reading._blocks([f"## a{text}b"])), " "),
        (lambda text: to_plain(text[:100_000]), "\\begin{align}\n"),
    ],
)
def test_a_text_far_longer_than_any_card_is_looked_through_once(
    read_text: Callable[[str], object], opening: str
) -> None:
    assert read_text(opening * MANY) is not None


class CountedLines(list[str]):
    """Lines that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        self.looks += 1
        return super().__getitem__(place)


@pytest.mark.parametrize("opening", ["#+begin_src", "#+begin_{}", "\\begin{{align}}"])
def test_lines_of_org_that_open_blocks_are_each_looked_at_a_few_times(opening: str) -> None:
    lines = CountedLines(opening.format(number) for number in range(5_000))
    assert "".join(org._blocks(lines)) is not None
    assert lines.looks < 5 * len(lines)


def test_lists_in_lists_are_each_made_once() -> None:
    made = org.to_html(["  " * depth + "- a" for depth in range(60)])
    assert made.count("<ul>") == 60


def test_any_number_of_wrong_answers_is_told_from_the_right_ones() -> None:
    answers = [Answer(str(number), Decimal(number % 2)) for number in range(100_000)]
    assert len(Question("q").right(answers)) == 50_000
