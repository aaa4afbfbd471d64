"""`ipt-cards anki`: to and from the learner's Anki."""

import click

from ipt_cards.cli.lazy_group import LazyGroup

COMMANDS = {
    "adopt": ("anki.adopt", "Take a deck over from Anki, as YAML."),
    "import": ("anki.import_", "Add the answers that you gave in Anki to your progress."),
    "push": ("anki.push", "Bring a deck and your progress into Anki, and its reviews home."),
}


@click.group(cls=LazyGroup, subcommands=COMMANDS)
def command() -> None:
    """Go on in Anki with what you learned here, and here with what you learned there."""
