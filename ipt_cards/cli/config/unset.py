"""`ipt-cards config unset`: a key's default again."""

import click

from ipt_cards.cli.config.key import KEYS_TOLD, complete_keys, write
from ipt_cards.study.configuration.settings import parser
from ipt_cards.study.errors import ConfigurationError


@click.command(short_help="Take a key out of the file.", epilog=KEYS_TOLD)
@click.argument("key", shell_complete=complete_keys)
def command(key: str) -> None:
    """Take KEY out of the file, so that its default holds again."""
    try:
        parser(key)
    except ValueError as error:
        raise ConfigurationError(f"{key}: {error}") from None
    write(key, None)
