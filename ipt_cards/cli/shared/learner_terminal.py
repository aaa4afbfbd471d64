"""The terminal that a quiz or an exam is taken in, or the lines that stand for one."""

import os
import sys
from collections.abc import Iterator

import click

from ipt_cards.terminal.screen.width import READABLE_WIDTH, terminal_width


def has_screen() -> bool:
    """Whether keys can be read and a whole screen be drawn."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def answer_lines() -> Iterator[str]:
    """The lines of the standard input, UTF-8."""
    return (line.decode("utf-8", "replace") for line in sys.stdin.buffer)


def end_line() -> None:
    """Begin a line of its own for what comes after, where the terminal has shown ^C."""
    if sys.stderr.isatty():
        click.echo(err=True)


def readable_width() -> int:
    """Columns for plain text: the terminal's, but no more than are read with ease."""
    return min(READABLE_WIDTH, terminal_width())
