"""`python -m tests.benchmarks`: how fast ipt-cards is, beside its peers."""

import json
import os
import platform
import tempfile
from pathlib import Path

import click

from tests.benchmarks import peers
from tests.benchmarks.comparison import HEADER, Comparison, Pair, as_json, row
from tests.benchmarks.goals import GOALS
from tests.benchmarks.table import markdown, write
from tests.benchmarks.workbench import Workbench

TABLE = "speed"


@click.command
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([goal.name for goal in GOALS]),
    help="Measure only this. May be repeated.",
)
@click.option("--pairs", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--write", "writes", is_flag=True, help="Put the table into this folder's README.")
@click.option("--json", "prints_json", is_flag=True, help="Print JSON instead of the table.")
@click.option(
    "--venv",
    type=click.Path(path_type=Path, file_okay=False),
    help="The peers' environment.  [default: in the user's cache folder]",
)
def main(
    only: tuple[str, ...], pairs: int, writes: bool, prints_json: bool, venv: Path | None
) -> None:
    """Measure ipt-cards and its peers, alternately, and print the medians and ratios."""
    if writes and only:
        raise click.UsageError("the README has the whole table: leave out --only or --write")
    found = []
    with tempfile.TemporaryDirectory(prefix="ipt-cards-benchmarks-") as folder:
        bench = Workbench(Path(folder), venv or peers.default_folder())
        for goal in GOALS:
            if only and goal.name not in only:
                continue
            if not bench.can_measure(goal.name):
                click.echo(f"{goal.name}: can't be measured on this platform", err=True)
                continue
            click.echo(f"{goal.name}: preparing", err=True)
            bench.prepare(goal.name)
            measured: list[Pair] = []
            for number in range(1, pairs + 1):
                measured.append(bench.measure(goal.name))
                pair = measured[-1]
                said = f"{goal.name}: pair {number} of {pairs}, {pair.ours:.4g} to {pair.other:.4g}"
                click.echo(f"{said}, ratio {pair.ratio:.2f}", err=True)
            found.append(Comparison(goal, tuple(measured)))
    table = f"{markdown(HEADER, [row(each) for each in found])}\n\n{_machine(pairs)}"
    click.echo(json.dumps([as_json(each) for each in found], indent=2) if prints_json else table)
    if writes:
        write(TABLE, table)


def _machine(pairs: int) -> str:
    return (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}, "
        f"{os.cpu_count()} cores; medians of {pairs} pairs."
    )


if __name__ == "__main__":
    main()
