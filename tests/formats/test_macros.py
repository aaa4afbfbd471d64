"""Commands of hashcards' own in formulas, out of its `macros.tex`."""

from pathlib import Path

import pytest

from ipt_cards.deck.note import BasicNote
from ipt_cards.deck.reading.folder import load_deck
from tests.cli.command import ipt_cards

CARDS = "Q: What is $\\norm{x}$ in $\\RR^n$?\nA: $\\sqrt{\\sum x_i^2}$\n"
MACROS = "% What is written often.\n\\RR \\mathbb{R}\n\n  % once more\n\\norm \\left\\lVert #1 \\right\\rVert\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "algebra.md").write_text(CARDS)
    (folder / "macros.tex").write_text(MACROS)
    return folder


def front_in(folder: Path) -> str:
    [note] = load_deck(folder).notes()
    assert isinstance(note, BasicNote)
    return note.front


def test_a_new_deck_has_the_macros_and_its_formulas_mean_what_they_meant(notes: Path) -> None:
    done = ipt_cards("import", "notes/algebra.md", "-o", "deck", cwd=notes.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "macros.tex" not in done.stdout
    assert front_in(notes.parent / "deck") == (
        r"What is $\left\lVert x \right\rVert$ in $\mathbb{R}^n$?"
    )
    assert r"$\norm{x}$" in (notes.parent / "deck" / "algebra.yaml").read_text()
    again = ipt_cards("import", "notes/algebra.md", "-o", "deck", cwd=notes.parent)
    assert "1  unchanged" in again.stdout


def test_those_of_the_collection_are_found_from_its_subfolders_and_no_others(notes: Path) -> None:
    (notes / "linear").mkdir()
    (notes / "algebra.md").rename(notes / "linear" / "algebra.md")
    ipt_cards("import", "notes/linear/algebra.md", "-o", "before", cwd=notes.parent)
    assert r"\norm{x}" in front_in(notes.parent / "before")
    (notes / "hashcards.db").touch()
    ipt_cards("import", "notes/linear/algebra.md", "-o", "after", cwd=notes.parent)
    assert r"\norm{x}" not in front_in(notes.parent / "after")


def test_a_macro_that_no_deck_can_have_is_told_where_a_formula_needs_it(notes: Path) -> None:
    (notes / "macros.tex").write_text("\\RR \\mathbb{R\n\\norm |#1|\n\\unused $\n")
    done = ipt_cards("import", "notes/algebra.md", "-o", "deck", cwd=notes.parent)
    assert done.returncode == 0
    assert "macros.tex:1: its braces don't come in pairs" in done.stdout
    assert "unused" not in done.stdout
    assert front_in(notes.parent / "deck") == r"What is $|x|$ in $\RR^n$?"


def test_a_deck_that_is_there_stays_its_authors_and_what_it_lacks_is_told(notes: Path) -> None:
    ipt_cards("new", "deck", cwd=notes.parent)
    description = (notes.parent / "deck" / "deck.yaml").read_bytes()
    done = ipt_cards("import", "notes/algebra.md", "-o", "deck", cwd=notes.parent)
    assert done.returncode == 0
    assert (
        r"`\RR` is no macro in deck.yaml, under `macros`, yet: write `\RR: \mathbb{R}` there"
        in done.stdout
    )
    assert (notes.parent / "deck" / "deck.yaml").read_bytes() == description
    with (notes.parent / "deck" / "deck.yaml").open("a") as file:
        file.write("macros:\n  \\RR: \\mathbb{R}\n  \\norm: '|#1|'\n")
    again = ipt_cards("import", "notes/algebra.md", "-o", "deck", cwd=notes.parent)
    assert r"\RR" not in again.stdout
    assert r"`\norm` means something else under `macros` in deck.yaml" in again.stdout


def test_the_macros_of_two_collections_come_together(notes: Path) -> None:
    other = notes.parent / "other"
    other.mkdir()
    (other / "sets.md").write_text("Q: What is $\\NN$?\nA: The $\\RR$ of counting\n")
    (other / "macros.tex").write_text("\\NN \\mathbb{N}\n\\RR R\n")
    done = ipt_cards("import", "notes/algebra.md", "other/sets.md", "-o", "deck", cwd=notes.parent)
    assert done.returncode == 0
    description = (notes.parent / "deck" / "deck.yaml").read_text()
    assert r"\NN" in description
    assert description.count(r"\RR") == 1
    assert r"`\RR` means something else" in done.stdout
