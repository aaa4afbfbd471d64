"""The law of HTML to Markdown: the Markdown shows the text that the HTML showed."""

import html
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ipt_cards.deck.from_html import markdown
from ipt_cards.deck.from_html.html_tree import parse_html
from ipt_cards.deck.from_html.markdown import element_to_markdown, is_bare, to_markdown
from ipt_cards.deck.markup.cloze import near_miss
from ipt_cards.deck.markup.html import to_html
from ipt_cards.deck.markup.plain import hidden_contents, to_plain
from ipt_cards.deck.text import normal_text
from tests.anki.real_anki import visible_text
from tests.strategies import ANY_TEXT, HOSTILE_TEXT, MARKDOWN

MEDIA = {"a pic.png": "media/a-pic.png", "x.mp3": "media/x.mp3"}

SHARP = st.text(st.sampled_from("*_~`[]()<>#&!|\\{}:.-+=1 \n\xa0a"), min_size=1, max_size=14)
TEXT = (ANY_TEXT | HOSTILE_TEXT | SHARP).map(html.escape)
INLINE = ["b", "i", "s", "code", "u", "span", "sup", "sub", "kbd"]
BLOCK = ["div", "p", "blockquote", "h2", "pre", "section"]


def _element(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(content, min_size=1, max_size=3)
    return st.one_of(
        st.builds(
            lambda t, c: f"<{t}>{''.join(c)}</{t}>", st.sampled_from(INLINE + BLOCK), several
        ),
        st.builds(lambda c: f'<a href="https://x.org/?q=(1)">{"".join(c)}</a>', several),
        st.builds(
            lambda t, c: f"<{t}>{''.join(f'<li>{each}' for each in c)}</{t}>",
            st.sampled_from(["ul", "ol"]),
            several,
        ),
        st.builds(lambda c: f"<table><tr>{''.join(f'<td>{e}</td>' for e in c)}</table>", several),
        several.map("<br>".join),
    )


HTML = st.recursive(TEXT, _element, max_leaves=8)


def shown(page: str) -> str:
    """What a reader sees; Unicode's raised figures count as figures."""
    page = (
        page.replace("<td", "\n<td")
        .replace("<th>", "\n<th>")
        .replace("<blockquote", "<p></p><blockquote")
    )
    page = page.replace("</td>", "\n").replace("</th>", "\n").replace("</blockquote>", "<p></p>")
    for tag in ("h2", "table"):
        page = page.replace(f"<{tag}>", f"<p></p><{tag}>").replace(f"</{tag}>", f"</{tag}><p></p>")
    return " ".join(unicodedata.normalize("NFKC", visible_text(page)).replace("−", "-").split())


@given(HTML)
@example("<b>a</b>b <i> c </i>d")
@example("a<pre>b</pre>c<b>{</b>")
@example("<sup><ul><li>0<li>0</ul></sup>")
@example("<p>1. x</p><p># y</p>- z")
@example(r"<pre>\(x^2\) \[y\]</pre>")
@example(r"1\(x^2\)2 \[y\]0")
def test_markdown_shows_the_text_of_the_html(field: str) -> None:
    assert shown(to_html(to_markdown(field, {}).text)) == shown(normal_text(field))


@given(MARKDOWN)
def test_our_own_html_comes_back_as_markdown_that_shows_the_same(markdown: str) -> None:
    assert to_plain(to_markdown(to_html(markdown), {}).text) == to_plain(markdown)


@given(st.lists(TEXT, min_size=2, max_size=4))
def test_clozes_stay_and_nothing_else_becomes_one(parts: list[str]) -> None:
    literal = [
        part.replace("{", "&#123;").replace("}", "&#125;").replace(":", "&#58;") for part in parts
    ]
    field = "x".join(f"{part} {{{{c{n}::hid {part}::hint}}}} " for n, part in enumerate(literal, 1))
    text = to_markdown(field, {}, has_clozes=True).text
    assert near_miss(text) is None
    assert [number for number, _ in hidden_contents(text)] == list(range(1, len(parts) + 1))


@pytest.mark.parametrize(
    ("field", "markdown"),
    [
        ("<b>What</b>? It's 3*4 (a_b) &amp; so", r"**What**? It's 3\*4 (a_b) & so"),
        ("one<div>two</div><div><br></div><div>three</div>", "one\\\ntwo\n\nthree"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d", "- a\n- b\n  - c\n\nd"),
        ("<table><tr><td>a<td>b|c<tr><td>1</table>", "| a | b\\|c |\n| --- | --- |\n| 1 |  |"),
        ("<pre>a\n  <b>b</b></pre>", "```\na\n  b\n```"),
        ("<img src='a%20pic.png' alt='a [map]'> [sound:x.mp3]", "![a \\[map\\]](media/a-pic.png) ![](media/x.mp3)"),
        ("<pre>a <img src='a pic.png'>x<sup>2</sup></pre>", "a ![](media/a-pic.png)x^2^"),
        ("5<sup>2<img src='a pic.png'></sup>", "52![](media/a-pic.png)"),
        ("&#91;sound:x.mp3]", "[sound:x.mp3]"),
        ('<a href="https://x.org/a b">x</a><a href="javascript:y()">y</a>', "[x](https://x.org/a%20b)y".replace("[x](https://x.org/a%20b)", "x")),
        ("<script>x()</script><iframe src='x'></iframe>t<img src=x onerror=y()>", "tx"),
        ("H<sub>2</sub>O, 2<sup>10</sup>, 5<sup>th</sup>", "H~2~O, 2^10^, 5th"),
        ("<![if !vml]>word<!--x--></b>", "word"),
        ("{{c1::x}}", "\\{{c1::x}}"),
    ],
)  # fmt: skip
def test_fields_read_as_an_author_would_write_them(field: str, markdown: str) -> None:
    assert to_markdown(field, MEDIA).text == markdown


@pytest.mark.parametrize(
    ("field", "markdown"),
    [
        ("{{c1::One}} {{c3::<b>x</b>::<i>a</i> hint}}", "{{c1::One}} {{c3::**x**::a hint}}"),
        ("{{c1::a {{c2::b}} c::h}}", "{{c1::a {{c2::b}} c::h}}"),
        ("{{c1,2::x::h}}", "{{c1::{{c2::x::h}}::h}}"),
        (r"\( {{c1::\frac{a}{b} }} \)", r"${{c1::\frac{a}{b}}}$"),
        (r"{{c1::\(\frac{a}{b}\)}} \[x &lt; y\]", r"{{c1::$\frac{a}{b}$}} $$x < y$$"),
        (
            "<pre><code class='language-c'>int {{c1::x::name}} = 1;</code></pre>",
            "```c\nint {{c1::x::name}} = 1;\n```",
        ),
        ("<ul><li>{{c1::a</li><li>b}}</li></ul>", "- {{c1::a}}\n- {{c1::b}}"),
        ("<b>{{c1::x</b>}} y", "{{c1::**x**}} y"),
        ("{{c1::<img src='a pic.png'>}}", "{{c1::![a pic.png](media/a-pic.png)}}"),
        ("{{c1::<div>a</div><div>b</div>}}", "{{c1::a\\\nb}}"),
        ("{1: 2} {{c1::a&#58;&#58;b}}", "&#123;1: 2} {{c1::a:\\:b}}"),
        ("{{c1::}} {{c2::x}}", "{{c2::x}}"),
    ],
)  # fmt: skip
def test_clozes_read_as_an_author_would_write_them(field: str, markdown: str) -> None:
    assert to_markdown(field, MEDIA, has_clozes=True).text == markdown


def test_nesting_without_end_is_read_to_the_end() -> None:
    field = "<div><b>" * 3000 + "x" + "{{c1::" * 3000 + "y" + "}}" * 3000
    assert "x" in to_markdown(field, {}, has_clozes=True).text


@given(st.from_regex(markdown._BARE, fullmatch=True), st.booleans(), st.booleans())
@settings(max_examples=300)
def test_bare_words_are_what_the_whole_way_would_make_of_them(
    html: str, has_clozes: bool, ruby: bool
) -> None:
    root = parse_html(html, has_clozes=has_clozes)
    whole = markdown.tree_to_markdown(root, {}, has_clozes=has_clozes, ruby=ruby)
    assert to_markdown(html, {}, has_clozes=has_clozes, ruby=ruby) == whole


SIGNS = (
    "-",
    "—",
    "1.",
    "1)",
    "2",
    "(",
    ")",
    ":",
    "::",
    "…",
    '"',
    ",",
    "%",
    "/",
    "@",
    "!",
    "  ",
    " ",
)
WORDS = ("word", "é", "日本", "“so”", "it's", "http://x.org", "a@b.org", "www.x.org")
BARE = st.lists(
    st.sampled_from((*WORDS, *SIGNS)),
    min_size=1,
    max_size=8,
).map("".join)


@given(BARE, st.booleans())
def test_texts_that_are_taken_as_they_are_come_out_of_the_parser_so(
    field: str, has_clozes: bool
) -> None:
    parsed = element_to_markdown(parse_html(field, has_clozes=has_clozes), {}, ruby=False)
    if is_bare(field):
        assert to_markdown(field, {}, has_clozes=has_clozes).text == parsed
