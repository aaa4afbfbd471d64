"""Tables that fit the terminal, and come in full where there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ipt_cards.terminal.screen.console import text


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    from_width, below_width: the terminal's widths at which it is shown. Where there is no terminal,
        all columns are but those with a `below_width`.
    shrinks: whether it is cut short where there's too little room. The last one shown that shrinks
        takes all the room that is left, those before it a third of the terminal's at most.
    folds: whether it goes on in a further line instead, since it's to be typed or copied whole.
    """

    name: str
    right: bool = False
    from_width: int = 0
    below_width: int | None = None
    shrinks: bool = False
    folds: bool = False

    def fits(self, width: int) -> bool:
        """Whether it is shown on a terminal of that width."""
        return self.from_width <= width and (self.below_width is None or width < self.below_width)


def labelled(rows: Iterable[tuple[str, str]]) -> Table:
    """Texts, each after its label, folded to the width."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="label", no_wrap=True)
    table.add_column()
    for label, content in rows:
        table.add_row(Text(label), text(content))
    return table


def print_table(console: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their columns' names: aligned, and on a terminal no wider than it is."""
    if not console.is_terminal:
        _print_in_full(console, columns, rows)
        return
    shown = [index for index, column in enumerate(columns) if column.fits(console.width)]
    shrinking = [index for index in shown if columns[index].shrinks]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="label")
    for index in shown:
        column = columns[index]
        takes_rest = column.shrinks and index == shrinking[-1]
        table.add_column(
            column.name,
            justify="right" if column.right else "left",
            no_wrap=not column.folds,
            overflow="fold" if column.folds else "ellipsis",
            ratio=1 if takes_rest else None,
            max_width=console.width // 3 if column.shrinks and not takes_rest else None,
        )
    for row in rows:
        table.add_row(*(text(row[index]) for index in shown))
    table.expand = bool(shrinking)
    console.print(table)


def _print_in_full(
    console: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> None:
    shown = [index for index, column in enumerate(columns) if column.below_width is None]
    table = [[columns[index].name for index in shown]]
    table += [[text(row[index]).plain for index in shown] for row in rows]
    widths = [max(map(cell_len, cells)) for cells in zip(*table, strict=True)]
    for cells in table:
        padded = []
        for index, cell, width in zip(shown, cells, widths, strict=True):
            space = " " * (width - cell_len(cell))
            padded.append(space + cell if columns[index].right else cell + space)
        console.file.write("  ".join(padded).rstrip() + "\n")
    # Here, where a reader that has gone can be told of: at the end, Python complains by itself.
    console.file.flush()
