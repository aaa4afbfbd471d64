"""`ipt-cards config set`: a key of the configuration file."""

import click

from ipt_cards.cli.config.key import KEYS_TOLD, complete_keys, write
from ipt_cards.study.configuration.settings import parser, shown
from ipt_cards.study.errors import ConfigurationError


@click.command(
    "set",
    short_help="Set a key in the file.",
    epilog=KEYS_TOLD,
    # Else `-1` would be told as an option that there isn't.
    context_settings={"ignore_unknown_options": True},
)
@click.argument("key", shell_complete=complete_keys)
@click.argument("value")
def command(key: str, value: str) -> None:
    """Set KEY to VALUE in the file, which is made if there is none; all else in it stays."""
    try:
        written = shown(parser(key)(value))
    except ValueError as error:
        raise ConfigurationError(f"{key}: {error}") from None
    write(key, written)
