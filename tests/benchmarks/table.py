"""Putting a benchmark's result into this folder's README, between its markers."""

import sys
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).with_name("README.md")


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its first column to the left and all others to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def report(name: str, text: str) -> None:
    """Print a result; with `--write` on the command line also replace it in the README."""
    print(text)  # noqa: T201 — the benchmarks are run by hand
    if "--write" in sys.argv[1:]:
        write(name, text)


def write(name: str, text: str) -> None:
    """Replace a result in the README."""
    before = README.read_text(encoding="utf-8")
    README.write_text(replaced(before, name, text), encoding="utf-8", newline="\n")


def replaced(document: str, name: str, text: str) -> str:
    """The document with another text between the markers of that name, all else as it was.

    Raises ValueError where it hasn't the markers.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = document.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n{text}\n{end}{after}"
