"""What `set` and `unset` share: the argument KEY, and writing it into the file."""

import os

import click
from click.shell_completion import CompletionItem

from ipt_cards.study.configuration.settings import KEYS, variable
from ipt_cards.study.configuration.settings_file import edit


def complete_keys(
    _context: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The keys that begin so."""
    return [CompletionItem(key) for key in KEYS if key.startswith(incomplete)]


def write(key: str, value: str | int | list[float] | None) -> None:
    """Set a key, or take it out where the value is None, and tell what was done.

    For a key that is set, also whether the environment goes before it. Raises as `edit` does.
    """
    click.echo(f"{edit(os.environ, key, value)} is written.")
    if value is not None and variable(key) in os.environ:
        click.echo(f"{variable(key)} in the environment still goes before it.", err=True)
