"""What `set` and `unset` share: the argument KEY, and writing it into the file."""

import os

import click
from click.shell_completion import CompletionItem

from ipt_cards.study.configuration.settings import KEYS, variable
from ipt_cards.study.configuration.settings_file import edit

KEYS_TOLD = """\b
Keys:
  new              new cards a day in all decks together, 0 to 9999; a plan
                   to an exam (`ipt-cards plan`) goes by its minutes instead
  reviews          reviews a day in all decks together, 0 to 9999
  rollover_hour    the hour at which your day begins, 0 to 23
  time_zone        whose days they are, such as Europe/Berlin
  grades           `buttons` for four, `sm2` for all six
  scheduler        `sm2`, or `fsrs` where ipt-cards[fsrs] is installed
  fsrs_parameters  FSRS's 21 numbers; `optimize-fsrs` finds yours
  theme            `auto` for colours that fit any background, `dark`,
                   `light`, or `none`; NO_COLOR goes before it
  sync_folder      the folder that your machines share (`ipt-cards sync`)
"""
"""What can be configured, as help shows it."""


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
