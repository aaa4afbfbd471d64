"""`ipt-cards anki`: to and from the learner's Anki."""

import click

from ipt_cards.cli.lazy_group import LazyGroup

COMMANDS = {
    "import": "Add the answers that you gave in Anki to your progress.",
    "push": "Bring a deck and your progress into Anki, and its reviews home.",
}


@click.group(cls=LazyGroup, summaries=COMMANDS, module="ipt_cards.cli.anki_{}")
def command() -> None:
    """Go on in Anki with what you learned here, and here with what you learned there."""
