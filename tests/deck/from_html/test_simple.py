"""Fields that need no parser become what the parser and the writer would make of them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ipt_cards.deck.from_html.html_tree import parse_html
from ipt_cards.deck.from_html.markdown import Converted, tree_to_markdown
from ipt_cards.deck.from_html.simple import read_simple

MEDIA = {"a pic.png": "media/a-pic.png", "x.mp3": "media/x.mp3", "b.jpg": "media/b(1).jpg"}

WORDS = ["word", "é", "日本", "“so”", "it's", "two words", "a: b", "http://x.org", "e\u0301", "😀"]
BLANKS = [" ", " ", "  ", "\n", "\t", "\xa0", "&nbsp;", "\u200b"]
SIGNS = [*'-–():…",%/!?#=+|~_*$&<>^`[]{}\\', "::", "1.", "2)", "---", "& ", "! ", "\\(", "$x$"]
ENTITIES = ["&amp;", "&amp; ", "&lt;", "&lt; 5", "&gt;", "&quot;", "&#39;", "&copy;", "AT&amp;T"]
MEDIA_TAGS = [
    '<img src="a pic.png">',
    '<img src="b.jpg">',
    '<img src="no.png">',
    '<img src="https://x.org/y.png">',
    "[sound:x.mp3]",
    "[sound:no.mp3]",
]
CLOZES = ["{{c1::word}}", "{{c2::two words::a hint}}", "{{c3::a: b}}", "{{c4:: x}}", "{{c5::é::-}}"]
LOOSE = ["<br>", "<br/>", "</div>", "<p>", "</li>", "<li>", "</u>", "<ul>", "<b>", "{{c1::", "}}"]
TAGS = ["div", "p", "u", "span", "b", "i", "strong", "em", "font", "ul", "ol", "li", "h2", "a"]
ATTRIBUTES = [
    "",
    "",
    "",
    ' style="color: red"',
    ' class="x"',
    ' color="red"',
    ' id="y"',
    ' style="',
]

PIECES = st.sampled_from([*WORDS, *BLANKS, *BLANKS, *ENTITIES, *MEDIA_TAGS, *CLOZES, "<br>"])
WILD = st.sampled_from([*WORDS, *BLANKS, *SIGNS, *ENTITIES, *MEDIA_TAGS, *CLOZES, *LOOSE])
TEXTS = st.lists(st.sampled_from(WORDS + BLANKS), max_size=4).map("".join)
EMPHASIS = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["b", "i", "strong", "em"]), TEXTS)
LINES = st.lists(PIECES | EMPHASIS, max_size=6).map("".join)


def _elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    return (
        st.builds(
            "<{0}{1}>{2}</{0}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES), inner
        )
        | st.builds(
            lambda tag, items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>",
            st.sampled_from(["ul", "ol"]),
            several,
        )
        | several.map("".join)
        | several.map("<br>".join)
        | several.map(lambda lines: "".join(f"<div>{line}</div>" for line in lines))
    )


FIELDS = st.recursive(LINES, _elements, max_leaves=6) | st.lists(WILD, max_size=8).map("".join)


@given(FIELDS, st.booleans())
@settings(max_examples=1000)
@example("<div>a</div><div><br></div> <div>b</div>", False)
@example("a<ul> <li>b</li><li></li></ul><ol><li>c<br>d</li></ol>", False)
@example("<b>a</b>, <i>b</i> ({{c1::c::d}})<br>&nbsp;<br>1. e", True)
@example("Hello!<br><b>a</b>!", False)
def test_a_simple_field_is_read_as_if_it_had_been_parsed(field: str, has_clozes: bool) -> None:
    simple = read_simple(field, MEDIA, has_clozes=has_clozes)
    if simple is not None:
        root = parse_html(field, has_clozes=has_clozes)
        whole = tree_to_markdown(root, MEDIA, has_clozes=has_clozes, ruby=False)
        assert Converted(simple.markdown, plainer=simple.plainer) == whole


@pytest.mark.parametrize(
    "field",
    [
        "Grief &amp; loss: what&nbsp;helps?",
        "What <b>helps</b>, and <i>why</i>?",
        "one<br>two<br><br>three",
        "one<div>two</div><div><br></div><div>three</div>",
        "<p>one</p><p>two</p>",
        "Goals:<ul><li>a</li><li>b</li></ul>",
        '<span style="color: red">look</span> <u>here</u>',
        'A picture: <img src="a pic.png"><br>[sound:x.mp3]',
        "{{c1::Klerman}} and {{c2::Weissman::who?}} wrote it.",
    ],
)
def test_fields_as_people_write_them_are_simple(field: str) -> None:
    assert read_simple(field, MEDIA, has_clozes=True)


@pytest.mark.parametrize(
    "field",
    [
        "3*4",
        r"\(x^2\)",
        "AT&amp;T",
        "Hello!",
        "a<b>b</b>c",
        "<b>a<br>b</b>",
        "<h2>a</h2>",
        '<img src="no.png">',
        "{{c1::<b>a</b>}}",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<div>a",
    ],
)
def test_fields_that_need_the_parser_are_not_simple(field: str) -> None:
    assert read_simple(field, MEDIA, has_clozes=True) is None
