"""Texts that need no parser are read as the parser reads them."""

import hypothesis.strategies as st
from hypothesis import example, given, settings

from ipt_cards.deck.markup.cloze import content_of, gaps_in, parts_of
from ipt_cards.deck.markup.html import parsed_html, to_html
from ipt_cards.deck.markup.parser import parse, parsed_media
from ipt_cards.deck.markup.plain import parsed_clozes, plain_of
from ipt_cards.deck.markup.simple import (
    is_simple,
    simple_gaps,
    simple_html,
    simple_plain,
    simple_text,
)

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


MEDIA = st.builds(
    "![{}]({})".format,
    WORDS
    | st.sampled_from(["", " ", "a  b ", "it's", '"so"', "2 + 2", "a::b", "- a", "*a*", "a [b]"]),
    st.sampled_from(["a.png", "b/c_d.mp3", "../x-1.mp4", "./a.svg", "é.png", "a b.png", ""]),
)


@given(st.lists(WORDS | CLOZES | EMPHASIS | MARKS | MEDIA, min_size=1, max_size=7).map("".join))
@settings(max_examples=500)
@example("![A picture](media/a.png)")
@example("Who is *this*? ![it's](a.png) {{c1::a}} ![](b.mp3)")
def test_words_and_media_in_a_line_are_shown_as_if_they_had_been_parsed(text: str) -> None:
    def name(path: str) -> str:
        return f"{{[a::b]}}-{path}"

    if "![" in text:
        assert to_html(text, name) == parsed_html(text, name)


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


PIECES = (
    WORDS
    | CLOZES
    | EMPHASIS
    | MARKS
    | st.sampled_from(["it's", '"so"', "=", "+ ", "# ", "> ", "- ", "2. ", "===", "\\", "<", "& "])
    | MEDIA
    | st.sampled_from(["![", "](x)"])
)
LINE_ENDS = st.sampled_from(
    ["\\\n", "\n\n", "\n- ", "\n\n- ", "\n2. ", "\n\n1. ", "\n", "\n\n  ", "\n\n\n"]
)
LINES = st.lists(
    st.builds("{}{}".format, st.lists(PIECES, min_size=1, max_size=4).map("".join), LINE_ENDS),
    min_size=1,
    max_size=5,
).map("".join)


@given(TEXTS | LINES | LINES.map("- {}".format))
@settings(max_examples=500)
@example("It's *so*:\\\n![](media/a.png)\n\n- {{c1::a}}\n- b\n\n1. c")
def test_simple_lines_are_read_as_if_they_had_been_parsed(text: str) -> None:
    text = text.strip()
    simple = simple_text(text)
    if text and simple:
        assert simple.plain.split() == plain_of(parse(text, gaps=True)).split()
        assert simple.clozes == tuple(parsed_clozes(text))
        assert simple.media == tuple(parsed_media(text))


def test_lines_as_authors_write_them_are_simple() -> None:
    for text in (
        "What's **grief**?",
        "one\\\ntwo\n\nthree",
        "Goals:\n\n- *insight*\n- 2 + 2 = 4",
        "Grief & loss, p < 5%",
        "1. {{c1::first}}\n2. {{c2::second}}",
        "![](media/a.png) A picture\\\n![](media/x.mp3)",
        "It is: ![A picture](media/a.png)",
    ):
        assert simple_text(text), text


def test_lines_that_need_the_parser_are_not_simple() -> None:
    for text in (
        "one\ntwo",
        "- a\n  - b",
        "- a\n1. b",
        "- a\n\n  b",
        "> a",
        "a &amp; b",
        "a\n\n# b",
        "![a *b*](c.png)",
        "![](é.png)",
        "{{c1::a\\\nb}}",
        "{{c1::a::![](b.png)}}",
    ):
        assert not simple_text(text), text
