"""`ipt-cards anki import`: reviews made in Anki come into the learner's log."""

import click


@click.command("import")
def command() -> None:
    """Add the answers that you gave in Anki to your progress."""
