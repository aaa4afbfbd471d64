"""Texts that need no parser are read as the parser reads them."""

import hypothesis.strategies as st
from hypothesis import example, given

from ipt_cards.deck.markup.cloze import content_of, gaps_in, parts_of
from ipt_cards.deck.markup.html import parsed_html
from ipt_cards.deck.markup.parser import parse
from ipt_cards.deck.markup.plain import plain_of
from ipt_cards.deck.markup.simple import is_simple, simple_gaps, simple_html, simple_plain

WORDS = st.sampled_from(
    ("word", "two words", "a: b", "é", "日本", "1.", "1)", "-", "(", ")", "?", "…", "“so”", "it’s")
) | st.sampled_from(
    ("http://a.b", "\u00a0", "\u2028", "\u200b", "\ufe0f", "\x85", "!", ",", "%", ";")
)
CLOZES = st.builds(
    "{{{{c{}::{}{}}}}}".format,
    st.sampled_from(["1", "2", "10", "01", "0"]),
    WORDS,
    st.sampled_from(["", "::hint", ":: hint", "::a: b", "::", "::*hint*"]),
)
EMPHASIS = st.builds(
    "{0}{1}{0}".format, st.sampled_from(["*", "**", "***"]), WORDS | st.just(" blank ")
)
MARKS = st.sampled_from([" ", ": ", ":", "::", "*", "**", "{{c1::", "}}", "'", '"', "{", "}"])
WILD = st.lists(WORDS | CLOZES | EMPHASIS | MARKS, min_size=1, max_size=9).map("".join)
TAME = st.lists(WORDS | CLOZES | EMPHASIS, min_size=1, max_size=6).map(" ".join)
TEXTS = TAME | WILD


@given(TEXTS)
@example("An *emphasised* word and {{c1::a gap::its hint}}.")
@example("({{c2::two}}), **bold**, *it*: {{c1::one}}")
def test_a_simple_text_is_shown_as_if_it_had_been_parsed(text: str) -> None:
    if is_simple(text):
        assert simple_html(text) == parsed_html(text)
        assert simple_plain(text).split() == plain_of(parse(text, gaps=True)).split()


@given(TEXTS)
@example("{{c1::*a*}} {{c1::b}}")
def test_the_clozes_of_a_simple_text_are_those_that_the_parser_finds(text: str) -> None:
    if is_simple(text):
        found = [(gap.number, content_of(gap.parts), gap.hint) for gap in gaps_in(parts_of(text))]
        assert list(map(tuple, simple_gaps(text))) == found


def test_texts_as_authors_write_them_are_simple() -> None:
    for text in (
        "IPT usually runs {{c1::12–16::how many?}} weeks.",
        "An *emphasised* word, and a **strong** one.",
        "Who wrote it: {{c1::Klerman}} (and {{c2::Weissman::who?}}).",
    ):
        assert is_simple(text), text


def test_texts_that_need_the_parser_are_not_simple() -> None:
    for text in (
        "a `code`",
        "{{c1::a {{c2::b}}}}",
        "{{c1::a::b::c}}",
        "{{c1::$x$}}",
        "intra*word*emphasis",
        "# A heading",
        "- an item",
        "1. an item",
        "a “*quoted*” word",
        " {{c1::a}}",
    ):
        assert not is_simple(text), text
