"""Formulas, code and scripts: never Markdown, with gaps in their places, on every surface."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.card import ClozeCard, cards_of
from ipt_cards.deck.from_html.markdown import to_markdown
from ipt_cards.deck.markup.card_html import card_html
from ipt_cards.deck.markup.cloze import MAXIMUM_NUMBER, cloze_at, parts_of
from ipt_cards.deck.markup.html import to_html
from ipt_cards.deck.markup.mathml import mathml
from ipt_cards.deck.markup.parser import formulas_in, parse
from ipt_cards.deck.markup.plain import hidden_contents, to_plain
from ipt_cards.deck.markup.tex import LONGEST, to_unicode
from ipt_cards.deck.markup.tex_fault import fault_in, unknown_in
from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.deck.note import ClozeNote
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.terminal.cards.cloze import hide
from ipt_cards.terminal.cards.markdown import markdown
from ipt_cards.terminal.screen.console import plain_of

TEX = st.text(
    st.sampled_from(list("abxyz_^{}\\*`~[]()<>&'\"!#=+-., 12αλ")), min_size=1, max_size=30
).filter(lambda tex: not tex[0].isspace() and not tex[-1].isspace() and tex[-1] != "\\")


def formulas(text: str) -> list[str]:
    return [token.content for token in formulas_in(text)]


@given(TEX)
def test_markdown_never_changes_a_formula(tex: str) -> None:
    if re.search(r"\\[()\[\]]", tex):  # what begins or ends a formula isn't in one
        return
    for opening, closing in (("$", "$"), ("$$\n", "\n$$"), ("\\[\n", "\n\\]")):
        found = formulas(f"{opening}{tex}{closing}")
        if not found:  # it ends what it stands in, such as with a bracket after a backslash
            assert "\\" in tex
            continue
        assert [each.strip() for each in found] == [tex]
        html = to_html(f"{opening}{tex}{closing}")
        shown = unescape(re.sub(r"^\\[(\[]|\\[)\]]$", "", html.strip()))
        assert re.sub(r"(?<=[{}]) (?=[{}])|(?<=:) (?=:)", "", shown) == re.sub(
            r"(?<=[{}]) (?=[{}])|(?<=:) (?=:)", "", tex
        )


@pytest.mark.parametrize("text", ["$x$ is 2", "{{c1::$x$}} is 2", r"\(x\) is 2"])
def test_a_formula_may_begin_a_text_that_ends_with_a_digit(text: str) -> None:
    assert formulas(text) == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 today and $10 tomorrow.",
        "$5-$10",
        "20$ and 30$",
        "US$ and A$",
        r"\$a and b\$",
        "`$a$`",
        "$ a $",
        "a ~~deleted~~ word, 2 ^ 3",
        r"an optional \[part\]",
    ],
)
def test_what_is_no_formula_stays_text(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"$\mathbb{R}_+$ not $\mathbb{Z}_+$", r"\(\mathbb{R}_+\) not \(\mathbb{Z}_+\)"),
        (r"\(a_1 * b_1\)", r"\(a_1 * b_1\)"),
        ("$$\nx < y\n$$", r"\[x &lt; y\]"),
        (r"a $$x$$ b", r"a \[x\] b"),
        (
            "\\begin{align}\na&=b\\\\\nc&=d\n\\end{align}",
            "\\[\\begin{align}\na&amp;=b\\\\\nc&amp;=d\n\\end{align}\\]",
        ),
        (
            r"{{c1::$f(x) = \frac{1}{\sqrt{x}}$}} for x",
            r"{{c1::\(f(x) = \frac{1}{\sqrt{x} }\)}} for x",
        ),
        ("$E = {{c1::m}} {{c2::c^2::what?}}$", r"\(E = {{c1::m}} {{c2::c^2::\text{what?} }}\)"),
        (r"$\ce{H2O}$", r"\(\ce{H2O}\)"),
        ("H~2~O and 10^3^", "H<sub>2</sub>O and 10<sup>3</sup>"),
        (r"\(x\) \\(y\\)", r"\(x\) \<span></span>(y\)"),
    ],
)
def test_in_anki_a_formula_is_mathjaxs(text: str, html: str) -> None:
    assert to_html(text, gaps=True) == html


def test_a_cloze_in_code_is_in_its_place_and_no_brace_ends_it() -> None:
    code = '```python\ndef {{c1::__enter__}}(self): pass\nlimits = {{c2::{"a": {"b": 1}}}}\n```'
    html = to_html(code, gaps=True)
    assert re.sub("<[^>]*>", "", html).count("{{c1::__enter__}}") == 1
    assert html.count("}}") == 2
    assert list(hidden_contents(code)) == [(1, "__enter__"), (2, '{"a": {"b": 1}}')]
    note = ClozeNote(id="code", text=code)
    first, second = cards_of(note)
    assert isinstance(first, ClozeCard)
    assert question_text(first) == 'def […](self): pass limits = {"a": {"b": 1}}'
    assert answer_texts(second) == ['{"a": {"b": 1}}']
    shown = plain_of(markdown(code, hide(2)), 60)
    assert "limits = […]" in shown
    assert "def __enter__(self)" in shown


def test_a_cloze_of_several_lines_of_code_is_one_gap() -> None:
    code = "```\na\n{{c1::b\nc}}\nd\n```"
    assert plain_of(markdown(code, hide(1)), 40).split() == ["a", "[…]", "d"]
    assert to_html(code, gaps=True) == "<pre><code>a\n{{c1::b\nc}}\nd\n</code></pre>"


@given(st.text("ab{}\\$:`c1 \n", max_size=40))
def test_every_cloze_that_is_found_lies_in_its_text(text: str) -> None:
    for start in range(len(text)):
        if span := cloze_at(text, start, len(text)):
            assert start < span.content_start <= span.content_end < span.end <= len(text)
            assert text[span.end - 2 : span.end] == "}}"
    assert "".join(part for part in parts_of(text) if isinstance(part, str)) is not None


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("{{c1::a {b}}", [(1, "a {b")]),  # as the first edition had it
        ("{{c1::{a}}}", [(1, "{a}")]),
        ("{{c1::$x::y$::hint}}", [(1, "x::y")]),
        ("{{c1::`a::b`}} and {{c2::c::d}}", [(1, "a::b"), (2, "c")]),
    ],
)
def test_what_a_cloze_hides(text: str, hidden: list[tuple[int, str]]) -> None:
    assert [(number, content.strip()) for number, content in hidden_contents(text)] == hidden
    assert all(number <= MAXIMUM_NUMBER for number, _ in hidden)


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\frac{n(n+1)}{2}", "(n(n+1))/2"),
        (r"\int_0^\infty e^{-x^2}\,dx", "∫₀^∞ e^(−x²) dx"),
        (r"\sqrt[3]{x+1} \le \sqrt2", "∛(x+1) ≤ √2"),
        (r"\hat{\theta}_{\mathrm{MAP}}", "θ̂_MAP"),
        (r"\lim_{x\to 0}\sin x", "lim_(x → 0) sin x"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a b; c d)"),
        (r"\begin{align} a &= b \\ c &= d \end{align}", "a = b\nc = d"),
        (r"\ce{2 H2 + O2 -> 2 H2O}", "2 H₂ + O₂ → 2 H₂O"),
        (r"\ce{SO4^{2-}}", "SO₄²⁻"),
        (r"\text{if } x \in \mathbb{N}", "if x ∈ ℕ"),
        (r"90^\circ, f'(x) \neq \frac12", "90°, f′(x) ≠ ½"),
        (r"\xrightarrow{f}", r"\xrightarrow{f}"),
        (r"\frac{1", r"\frac{1"),
    ],
)
def test_in_a_terminal_a_formula_reads_well_or_stays_as_it_is(tex: str, shown: str) -> None:
    assert to_unicode(tex) == shown


@given(st.text("\\{}[]^_&$ abc12fracsqrtbeginend\n", max_size=60))
def test_any_tex_is_shown_somehow(tex: str) -> None:
    to_unicode(tex)
    fault_in(tex)
    mathml(tex, display=False)
    to_plain(f"$${tex}$$")


@pytest.mark.parametrize(
    ("tex", "fault"),
    [
        (r"\frac{1}{2", "a `{` has no `}` after it"),
        (r"a \) b", r"it holds `\)`, which begins or ends a formula"),
        (r"x}", "a `}` has no `{` before it"),
        (r"\left( x", r"a `\left` has no `\right` after it"),
        (r"\begin{align} x", r"`\begin{align}` is never ended"),
        (r"x \end{align}", r"`\end{align}` ends what no `\begin{align}` began"),
        (r"\begin x", r"`\begin` names no environment"),
        (r"c > d & e", r"a `&` stands outside of a table: write `\&` for the sign"),
        (
            r"50% off",
            r"a `%` begins a comment, which hides what follows: write `\%` for the sign",
        ),
        (r"#x", r"a `#` stands for a macro's argument: write `\#` for the sign"),
        (r"x^2^3", "a second superscript follows the first: set braces, as in `{x^2}^3`"),
        (r"x_i^2_j", "a second subscript follows the first: set braces, as in `{x_2}_3`"),
        (r"\frac{1}", r"`\frac` lacks an argument"),
        (r"\frac{\sqrt}{2}", r"`\sqrt` lacks an argument"),
        ("x^", "nothing stands after `^`"),
        ("{" * 100 + "}" * 100, "its `{` nest more than 40 deep"),
        ("x" * (LONGEST + 1), "it has 10,001 characters; 10,000 are the most"),
    ],
)
def test_what_tex_cannot_read_is_told(tex: str, fault: str) -> None:
    assert fault_in(tex) == fault
    assert mathml(tex, display=True) is None


@pytest.mark.parametrize(
    "tex",
    [
        r"x_i^2 + y_{j}^{2}",
        r"{x^2}^3 \quad {}^{14}_{6}\mathrm{C}",
        r"\sum\limits_{i=1}^n x_i' x'^2",
        r"\frac12 \sqrt[3]{x} \sqrt 2",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\ce{SO4^2- + A & B}",
        r"a_\text{max}^2 \text{of x_1_2}",
        r"A \& B \xrightarrow{f} \operatorname*{argmax}_x",
    ],
)
def test_what_tex_reads_is_no_fault(tex: str) -> None:
    assert fault_in(tex) is None
    assert list(unknown_in(tex)) == []


@pytest.mark.parametrize(
    ("tex", "unknown"),
    [
        (r"\alhpa + \beta", [r"\alhpa"]),
        (r"\begin{algin} a \end{algin}", ["algin", "algin"]),
        (r"\text{\nosuch} \ce{\nosuch}", []),
        (r"\newcommand{\own}{x} \own", []),
    ],
)
def test_commands_that_mathjax_does_not_know_are_found(tex: str, unknown: list[str]) -> None:
    assert list(unknown_in(tex)) == unknown


@pytest.mark.parametrize("text", ["US$5, 5$ or 10$", "A$20 and $5", "HK$100 or 12$"])
def test_dollars_of_other_countries_are_prices(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\text{<script>alert(1)</script>}",
        r'\class{x" onclick="alert(1)}{y}',
        r"\style{background:url(http://example.org)}{x}",
        "<img src=x onerror=alert(1)>",
    ],
)
def test_on_paper_a_formula_runs_and_loads_nothing(tex: str) -> None:
    html = card_html(f"${tex}$", str)
    tags = re.findall(r"<[^>]*>", html)
    assert not any(re.search(r"script|img|href|style|class|\son", tag) for tag in tags)


def test_on_paper_a_gap_in_a_formula_is_a_line_to_write_on() -> None:
    blank = card_html("$E = {{c1::m::mass}} c^2$", str, gap=1)
    assert "____" in blank
    assert "(mass)" in blank
    assert "<mi>m</mi>" not in blank
    assert "<mi>m</mi>" in card_html("$E = {{c1::m}} c^2$", str, gap=1, filled=True)


@pytest.mark.parametrize(
    "text", ["$a" * 20_000, r"\(a" * 20_000, "$$a " * 20_000, "{{c1::$" * 9000]
)
def test_formulas_that_never_end_take_no_time(text: str) -> None:
    assert formulas(text) == [] or len(parse(text)) < 10


@pytest.mark.parametrize("gaps", [False, True])
@given(tex=TEX)
def test_a_formula_goes_to_anki_and_comes_back_as_it_was(tex: str, gaps: bool) -> None:
    text = f"a ${tex}$ b"
    if formulas(text) != [tex] or fault_in(tex):
        return
    html = to_html(text, gaps=gaps)
    back = to_markdown(html, {}, has_clozes=gaps).text
    assert to_html(back, gaps=gaps) == to_html(
        to_markdown(html, {}, has_clozes=gaps).text, gaps=gaps
    )
    assert to_plain(back, gaps=gaps) == to_plain(text, gaps=gaps)


@pytest.mark.parametrize(
    "text",
    [
        r"Which are in $\mathbb{R}_+$ but not in $\mathbb{Z}_+$?",
        r"The function is {{c1::$f(x) = \frac{1}{\sqrt{x}}$}} for positive x.",
        r"Energy: $E = {{c1::m}} {{c2::c^2::of light}}$",
        r"$$\begin{aligned} a &= b \\ c &= d \end{aligned}$$",
        "H~2~O, and 10^3^ g of it",
        "```python\nclass Door:\n    def {{c1::__enter__}}(self): pass\n    x = {'a': {'b': 1}}\n```",
        "```\nof no language\n```",
        r"A line's end and a bracket: $f(a \\) + b$, and $x\\(y$",
    ],
)
def test_what_an_author_writes_comes_back_from_anki_word_for_word(text: str) -> None:
    gaps = "{{c1" in text
    assert to_markdown(to_html(text, gaps=gaps), {}, has_clozes=gaps).text == text


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("film.mp4", b"\0\0\0\x20ftypisom", None),
        ("film.webm", b"\x1a\x45\xdf\xa3\x01", None),
        ("film.mp4", b"not a film", "is no video, whatever its name says"),
        ("film.webm", b"", "is no video, whatever its name says"),
        ("map.svg", b"<svg><path d='M0 0'/></svg>", None),
        ("map.svg", b"<svg><script>alert(1)</script></svg>", "holds a script"),
        ("map.svg", b"<svg onload = 'alert(1)'></svg>", "holds a script"),
    ],
)
def test_a_medium_is_what_its_name_says(
    tmp_path: Path, name: str, content: bytes, problem: str | None
) -> None:
    (tmp_path / name).write_bytes(content)
    if problem is None:
        assert MediaFolder(tmp_path).locate(name).name == name
    else:
        with pytest.raises(MediaError, match=problem):
            MediaFolder(tmp_path).locate(name)


def test_a_video_is_played_in_anki_and_named_elsewhere() -> None:
    assert to_html("![A session](film.mp4)") == "[sound:film.mp4]"
    assert plain_of(markdown("![A session](film.mp4)"), 40) == "[A session (video)]\n"
    assert card_html("![](film.webm)", str) == "<p>[video]</p>\n"
