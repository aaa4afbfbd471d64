"""The place of a formula is its own, however YAML has its text written."""

from pathlib import Path

import pytest

from ipt_cards.deck.reading.folder import read_folder
from ipt_cards.deck.rules.warnings import warnings

HERE = "@"
"""Before the formulas that are to be told, in the texts below."""
HEAD = "topic: One\nnotes:\n  - id: sound\n    front: A $\\frac{1}{2}$\n    back: B\n"


def places(folder: Path, file: str, description: str = "id: demo\nname: Demo\n") -> list[str]:
    """What check tells of the file that stands here."""
    (folder / "deck.yaml").write_text(description)
    (folder / "one.yaml").write_bytes(file.replace(HERE, "").encode())
    reading = read_folder(folder)
    assert not reading.problems
    return [str(each.at) for each in warnings(reading, folder) if each.rule == "broken-formula"]


def meant(file: str) -> list[str]:
    """What it is to tell."""
    return [
        f"one.yaml:{number}:{len(before) + 1}"
        for number, line in enumerate(file.split("\n"), start=1)
        for before in [line.partition(HERE)[0]]
        if HERE in line
    ]


@pytest.mark.parametrize(
    "written",
    [
        r"front: Is $x$ or @$\frac{1}$ meant?",
        r"front: 'Is it ''$x$'' or @$\frac{1}$?'",
        r'front: "Is $\\beta$ or @$\\frac{1}$ \"meant\"?"',
        "front: |\n      Is $x$ or\n      @$$\n      \\frac{1}\n      $$\n      meant?",
        "front: >-\n      Is it\n      or @$x\n      + \\frac{1}$?",
        "front: Is it\n      a long way to @$\\frac{1}$?",
        r"front: Of $\frac{1}{2}$, $x$ and @$\frac{1}$",
        r"front: Is it @\(\frac{1}\)?",
        "front: |\n      Is\n      @\\begin{align}\n      \\frac{1}\n      \\end{align}",
        r"front: 図 $x$ und à @$\frac{1}$",
        "front: @$\\frac{1}$ or\n      @$\\frac{1}$",
    ],
)
def test_a_formula_that_tex_cannot_read_is_told_where_it_stands(
    tmp_path: Path, written: str
) -> None:
    file = f"{HEAD}  - id: broken\n    {written}\n    back: B\n"
    assert places(tmp_path, file) == meant(file)
    assert places(tmp_path, file.replace("\n", "\r\n")) == meant(file)


def test_each_of_several_texts_under_a_key_has_its_own_place(tmp_path: Path) -> None:
    file = (
        f"{HEAD}  - id: broken\n    question: Which?\n    answer: A\n    distractors:\n"
        "      - text: $x$\n        why: It is $x$.\n      - why: No @$\\sqrt$.\n        text: C\n"
        "  - id: pairs\n    question: Which?\n    pairs:\n      $y$: one\n      @$\\hat$: two\n"
    )
    assert places(tmp_path, file) == meant(file)


def test_a_formula_with_macros_is_found_as_it_is_written(tmp_path: Path) -> None:
    file = f"{HEAD}  - id: broken\n    front: As $\\RR$, or @$\\half{{\\RR}}$?\n    back: B\n"
    macros = "id: demo\nname: Demo\nmacros: {\\RR: '\\mathbb{R}', \\half: '\\frac{#1}'}\n"
    assert places(tmp_path, file, macros) == meant(file)


def test_notes_that_stand_in_brackets_have_their_places_too(tmp_path: Path) -> None:
    file = "{topic: One, notes: [{id: a, front: 'Is @$\\frac{1}$', back: B}]}\n"
    assert places(tmp_path, file) == meant(file)
