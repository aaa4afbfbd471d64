import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.theme import Theme

from ipt_cards.terminal.screen.tables import Column, print_table
from ipt_cards.terminal.screen.theme import STYLES

COLUMNS = (
    Column("card", shrinks=True),
    Column("state", below_width=60),
    Column("all states", from_width=60),
    Column("days", right=True),
    Column("question", from_width=100, shrinks=True),
)
CELL = st.text(st.sampled_from("abc é漢👩 "), max_size=30).map(str.strip)
ROWS = st.lists(
    st.tuples(CELL, st.just("new"), st.sampled_from(["new", "young, drill"]), st.just("12"), CELL),
    min_size=1,
    max_size=5,
)
Rows = list[tuple[str, str, str, str, str]]


def printed(rows: Rows, width: int, *, terminal: bool) -> list[str]:
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=terminal, color_system=None, theme=Theme(STYLES)
    )
    print_table(console, COLUMNS, rows)
    return file.getvalue().splitlines()


@given(ROWS, st.sampled_from([40, 80, 200]))
def test_on_a_terminal_no_line_is_wider_and_each_row_has_one(rows: Rows, width: int) -> None:
    lines = printed(rows, width, terminal=True)
    assert len(lines) == len(rows) + 1
    assert max(map(cell_len, lines)) <= width


@given(st.text("abc-/", min_size=1, max_size=90), st.sampled_from([20, 40, 80]))
def test_a_column_that_folds_is_never_cut_short(key: str, width: int) -> None:
    columns = (Column("card", shrinks=True, folds=True), Column("due"))
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=True, color_system=None)
    console.push_theme(Theme(STYLES))
    print_table(console, columns, [(key, "2026-03-30")])
    _, *lines = file.getvalue().splitlines()
    assert "".join(line[: width - 12].rstrip() for line in lines) == key
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (40, ["card", "state", "days"]),
        (80, ["card", "all states", "days"]),
        (120, ["card", "all states", "days", "question"]),
    ],
)
def test_columns_that_have_no_room_are_left_out(width: int, names: list[str]) -> None:
    [head, _] = printed([("a", "b", "c", "d", "e")], width, terminal=True)
    assert [name for name in head.split("  ") if name.strip()] == [
        *names
    ] or head.split() == " ".join(names).split()


@given(ROWS)
def test_where_there_is_no_terminal_every_cell_is_there_in_full(rows: Rows) -> None:
    head, *lines = printed(rows, 40, terminal=False)
    assert head.split() == ["card", "all", "states", "days", "question"]
    for line, (card, _, states, days, question) in zip(lines, rows, strict=True):
        assert line.startswith(card)
        assert line.endswith(question or days)
        assert states in line


@given(ROWS)
def test_columns_stand_below_their_names(rows: Rows) -> None:
    head, *lines = printed(rows, 40, terminal=False)
    before = cell_len(head[: head.index("days") + 4])
    for line, (_, _, _, days, question) in zip(lines, rows, strict=True):
        upto = line.removesuffix(question).rstrip() if question else line
        assert upto.endswith(days)
        assert cell_len(upto) == before


def test_markup_in_a_cell_is_shown_as_it_is() -> None:
    [_, line] = printed([("[bold]x[/]", "b", "c", "d", ":smile:")], 120, terminal=True)
    assert "[bold]x[/]" in line
    assert ":smile:" in line
