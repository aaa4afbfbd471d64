"""Macros: a deck's own commands, in its formulas and nowhere else."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.anki.packaging.package import package
from ipt_cards.deck.markup.html import to_html
from ipt_cards.deck.markup.macros import MacroError, macros_in, with_macros
from ipt_cards.deck.markup.mathml import mathml
from ipt_cards.deck.markup.parser import formulas_in
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note_texts import texts_by_key
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.rules.warnings import warnings
from tests.anki.real_anki import TEMPLATE_ERROR, fresh_collection, import_package

MACROS = {
    "\\RR": "\\mathbb{R}",
    "\\norm": "\\left\\lVert #1 \\right\\rVert",
    "\\abs": "|#1|",
    "\\al": "\\alpha",
    "\\pair": "(#1; #2)",
}

PIECES = st.lists(
    st.sampled_from(
        [
            "word",
            "`$\\RR$`",
            "\\RR",
            "\\\\RR",
            "*em*",
            "$5",
            "$x$",
            "$\\RR_+$",
            "$\\norm{\\RR}$",
            "\\(\\abs x\\)",
            "{{c1::$\\RR$}}",
            "$y + {{c2::\\norm{z}::\\RR}}$",
            "\n\n$$\n\\RR\n+ \\abs{1}\n$$\n\n",
            "\n\n```tex\n$\\RR$\n```\n\n",
            "\n\n> quoted $\\RR\n> \\norm{a\n> b}$\n\n",
            "\n\n- in a list $\\RR\n  + \\RR$\n\n",
            "\n\n| a | b |\n|---|---|\n| $\\abs{x}$ | `\\RR` $\\RR$ |\n\n",
            "\n\n\\begin{align}\n\\RR &= \\al b\n\\end{align}\n\n",
        ]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"$x \in \RR$", r"$x \in \mathbb{R}$"),
        (r"$\norm{x + 1}$ and $\norm x$", r"$\left\lVert x + 1 \right\rVert$ and $\left\lVert x \right\rVert$"),
        (r"$\norm{\norm{\RR}}$", r"$\left\lVert \left\lVert \mathbb{R} \right\rVert \right\rVert$"),
        (r"$\pair ab \pair{\al}\RR$", r"$(a; b) (\alpha; \mathbb{R})$"),
        (r"$\al x$ $\al{}x$ $\abs\al$", r"$\alpha x$ $\alpha{}x$ $|\alpha|$"),
        # A macro is one argument to TeX, whatever it stands for.
        (r"$x^\RR \frac\RR2 \frac{1}\RR \sqrt\RR$", r"$x^{\mathbb{R}} \frac{\mathbb{R}}2 \frac{1}{\mathbb{R}} \sqrt{\mathbb{R}}$"),
        # Clozes around a formula, in one, and as an argument.
        (r"{{c1::$\RR$}}", r"{{c1::$\mathbb{R}$}}"),
        (r"$E = {{c1::\RR::\al}}$", r"$E = {{c1::\mathbb{R}::\alpha}}$"),
        (r"$\norm{{c1::x}} \norm{{{c2::x}}}$", r"$\left\lVert {{c1::x}} \right\rVert \left\lVert {{c2::x}} \right\rVert$"),
        # A bar in a table would end its cell.
        ("| a |\n|---|\n| $\\abs{x}$ |", "| a |\n|---|\n| $\\|x\\|$ |"),
        ("> $\\abs{a\n> b}$", "> $|a\n> b|$"),
    ],
)  # fmt: skip
def test_a_macro_in_a_formula_becomes_what_it_stands_for(written: str, meant: str) -> None:
    assert with_macros(written, MACROS) == meant


@pytest.mark.parametrize(
    "text",
    [
        r"In text \RR and \norm{x}.",
        r"`$\RR$` and ``\RR``",
        "```tex\n$\\RR$\n```",
        "    $\\RR$",
        r"It costs $5, \RR and $10.",
        r"$\RRR$ and $\\RR$",
        r"[\RR](https://example.org/\RR)",
    ],
)
def test_elsewhere_it_is_text(text: str) -> None:
    assert with_macros(text, MACROS) == text


@given(PIECES)
def test_only_formulas_change_and_none_keeps_a_macro(text: str) -> None:
    meant = with_macros(text, MACROS)
    formulas = [token.content for token in formulas_in(text)]
    changed = [token.content for token in formulas_in(meant)]
    assert len(formulas) == len(changed)
    for before, after in zip(formulas, changed, strict=True):
        assert not macros_in(after, MACROS)
        assert before == after or "\\" in before
    assert without_formulas(text) == without_formulas(meant)
    assert with_macros(meant, MACROS) == meant


def without_formulas(text: str) -> str:
    for token in formulas_in(text):
        for line in token.content.split("\n"):
            text = text.replace(line.strip(), "", 1) if line.strip() else text
    return to_plain(text) if "$" not in text else ""


def test_an_argument_that_repeats_ends_in_an_error_not_in_memory() -> None:
    macros = {"\\e": "#1#1"}
    with pytest.raises(MacroError, match="more of a formula"):
        with_macros("$" + "\\e{" * 4000 + "x" + "}" * 4000 + "$", macros)


@pytest.mark.parametrize("written", [r"$\norm$", r"$x^{\norm}$", r"$\pair a$", r"{{c1::$\abs$}}"])
def test_a_missing_argument_is_an_error(written: str) -> None:
    with pytest.raises(MacroError, match="lacks an argument"):
        with_macros(written, MACROS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    macros = json.dumps({name: MACROS[name] for name in ("\\RR", "\\norm")})
    (tmp_path / "deck.yaml").write_text(f"id: demo\nname: Demo\nmacros: {macros}\n")
    (tmp_path / "topic.yaml").write_text(
        r"""topic: Topic
notes:
  - id: basic
    front: Is $\norm{x} \in \RR$?
    back: In $\RR$
    typed: true
    accept: $\RR_+$
    extra: See $\RR$
  - id: cloze
    cloze: The norm is {{c1::$\norm{\frac{1}{x}}$}} in $\norm{{{c2::x::a thing}}}$
  - id: choice
    question: Where is $\norm{y}$?
    answer: $\RR$
    distractors:
      - text: $\norm{\RR}$
        why: $\RR$ is no number
"""
    )
    return tmp_path


def test_every_text_of_every_kind_of_note_has_its_macros_replaced(folder: Path) -> None:
    reading = read_folder(folder)
    assert not reading.problems
    assert reading.deck
    texts = [text for note in reading.deck.notes() for _, text in texts_by_key(note) if text]
    assert len(texts) == 9
    for text in texts:
        assert "\\mathbb" in text or "\\lVert" in text
        assert "\\RR" not in text
        assert "\\norm" not in text
    assert not list(warnings(reading, folder))


def test_every_surface_shows_what_they_stand_for(folder: Path) -> None:
    basic, cloze, _ = load_deck(folder).notes()
    front = dict(texts_by_key(basic))["front"]
    assert to_plain(front) == "Is ‖ x ‖ ∈ ℝ?"
    assert to_html(front) == r"Is \(\left\lVert x \right\rVert \in \mathbb{R}\)?"
    assert "&#x0211D;" in (mathml(next(formulas_in(front)).content, display=False) or "")
    assert to_plain(dict(texts_by_key(cloze))["cloze"], gaps=True) == "The norm is ‖ 1/x ‖ in ‖ x ‖"


def test_anki_knows_the_formulas_without_any_macro(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "demo.apkg"
    path.write_bytes(package(load_deck(folder), MediaFolder(folder), 1_700_000_000))
    with fresh_collection() as collection:
        assert import_package(collection, path)["new"] == 3
        for card_id in collection.find_cards(""):
            card = collection.get_card(card_id)
            shown = card.question() + card.answer()
            assert TEMPLATE_ERROR not in shown
            assert "\\norm" not in shown
            assert "\\RR" not in shown
            assert "\\lVert" in shown or "\\mathbb{R}" in shown


def test_editing_a_macro_changes_the_cards_text_only(folder: Path) -> None:
    before = load_deck(folder)
    path = folder / "deck.yaml"
    path.write_text(path.read_text().replace("mathbb", "mathbf"))
    after = load_deck(folder)
    assert list(before.card_keys()) == list(after.card_keys())
    changed = [
        (old, new)
        for note, other in zip(before.notes(), after.notes(), strict=True)
        for (_, old), (_, new) in zip(texts_by_key(note), texts_by_key(other), strict=True)
        if old != new
    ]
    assert changed
    assert all(old.replace("mathbb", "mathbf") == new for old, new in changed)


def test_a_command_of_tex_may_get_another_meaning(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: d\nname: D\nmacros:\n  \\vec: '\\mathbf{#1}'\n")
    (tmp_path / "a.yaml").write_text(
        "topic: A\nnotes:\n  - id: a\n    front: Q\n    back: $\\vec x$\n"
    )
    [note] = load_deck(tmp_path).notes()
    assert dict(texts_by_key(note))["back"] == "$\\mathbf{x}$"
