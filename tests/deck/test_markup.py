"""Markdown as cards show it: what authors wrote is seen, and nothing of it is obeyed."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_cards.deck.markup.cloze import near_miss
from ipt_cards.deck.markup.html import parsed_html, to_html
from ipt_cards.deck.markup.parser import escape, media_of, parse
from ipt_cards.deck.markup.plain import hidden_contents, plain_of, to_plain
from ipt_cards.deck.markup.simple import is_plain
from tests.strategies import ANY_TEXT, HOSTILE_TEXT, MARKDOWN


def words(text: str) -> str:
    return " ".join(text.split())


def seen(html: str) -> str:
    return words(unescape(re.sub(r"<(?!br)[^>]*>", "", html)))


@given(ANY_TEXT | HOSTILE_TEXT)
def test_escaped_text_shows_as_it_was(text: str) -> None:
    assert to_plain(escape(text)) == words(text)
    assert seen(to_html(escape(text))) == words(text)


@given(MARKDOWN)
def test_html_and_plain_text_show_the_same(text: str) -> None:
    assert words(seen(to_html(text).replace("<li>", " <li>").replace("<p>", " <p>"))) == to_plain(
        text
    )


@given(
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30)
    .map(words)
    .filter(lambda text: text and is_plain(text))
)
@example("1. no list")
@example("plain words: no markup (really)!")
def test_text_without_markup_is_the_same_without_the_parser(text: str) -> None:
    assert unescape(to_html(text)) == unescape(parsed_html(text, str))
    assert to_plain(text) == words(plain_of(parse(text)))


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "{{Front}} {{c1::x}}",
        "[sound:x.mp3]",
        "[anki:tts lang=en]x[/anki:tts]",
        "[latex]x[/latex] [$]x[/$]",
    ],
)
def test_nothing_that_anki_would_obey_comes_out_of_text(written: str) -> None:
    html = to_html(escape(written))
    assert not re.search(r"<(script|img)|\{\{|\}\}|\[", html)
    assert seen(html) == written


@pytest.mark.parametrize("opening", [r"\(", r"\["])
def test_latex_delimiters_are_parted_so_that_mathjax_finds_none(opening: str) -> None:
    html = to_html(escape(f"a {opening}x"))
    assert opening not in unescape(html)
    assert seen(html) == f"a {opening}x"


def test_a_link_cannot_run_javascript() -> None:
    assert "href" not in to_html("[click](javascript:alert(1))")
    assert 'href="https://example.org"' in to_html("[click](https://example.org)")


def test_markdown_inside_of_a_cloze_renders() -> None:
    html = to_html("It takes {{c1::**12** to *16*::how `many`?}} weeks")
    assert html == "It takes {{c1::<strong>12</strong> to <em>16</em>::how `many`?}} weeks"


def test_a_cloze_may_hold_another_and_each_is_listed() -> None:
    text = "{{c1::outer {{c2::inner::hint}} end}}"
    assert to_html(text) == text
    assert list(hidden_contents(text)) == [(1, "outer inner end"), (2, "inner")]


def test_a_colon_beside_a_cloze_s_own_colons_stays_text() -> None:
    assert to_html("{{c1::ratio 1:::hint}}") == "{{c1::ratio 1::&#58;hint}}"


def test_a_cloze_inside_of_code_is_code_but_in_a_cloze_note() -> None:
    assert to_html("`{{c1::x}}`") == "<code>&#123;&#123;c1&#58;&#58;x&#125;&#125;</code>"
    assert to_html("`{{c1::x}}`", gaps=True) == "<code>{{c1::x}}</code>"
    assert list(hidden_contents("`{{c1::x}}`")) == [(1, "x")]


def test_an_image_shows_and_a_sound_plays() -> None:
    html = to_html('![a "b"](pics/x.png) ![](say.mp3)', lambda path: f"ipt-{path}")
    assert html == '<img src="ipt-pics/x.png" alt="a &quot;b&quot;"> [sound:ipt-say.mp3]'
    assert list(media_of("![a](pics/x.png) ![](say.mp3)")) == ["pics/x.png", "say.mp3"]


@pytest.mark.parametrize(
    ("text", "miss"),
    [
        ("{{c1:hidden}}", "{{c1:"),
        ("{{c1 hidden}}", "{{c1"),
        ("{{ C2::hidden}}", "{{ C2::"),
        ("{{1::hidden}}", "{{1::"),
        ("{{c::hidden}}", "{{c::"),
        ("{c1::hidden}", "{c1::"),
        ('{"a": {1: 2}} {{c1::x}}', None),
        ("f'{{1: 2}}' {{c1::x}}", None),
        (r"$x_{c1} + \frac{C1}{C2}$ {{c1::x}}", None),
        ("{{ c.name }} {{c1::x}}", None),
    ],
)
def test_what_was_meant_to_open_a_cloze_is_told_from_code_and_tex(
    text: str, miss: str | None
) -> None:
    assert near_miss(text) == miss
