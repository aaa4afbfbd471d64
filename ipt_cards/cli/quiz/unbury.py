"""`ipt-cards unbury`: bring cards back that were put off."""

from pathlib import Path

import click

from ipt_cards.cli.shared.card_filter import complete_cards
from ipt_cards.cli.shared.card_keys import keys_named
from ipt_cards.cli.shared.command_line import command_line
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import existing_progress_option, learner_calendar
from ipt_cards.study.cards.undo import buried_cards, unbury
from ipt_cards.study.clock import now_ms
from ipt_cards.study.presenting.words import counted


@click.command(short_help="Bring cards back that were buried or postponed.")
@click.argument("cards", metavar="[CARD]...", nargs=-1, shell_complete=complete_cards)
@existing_progress_option
def command(*, cards: tuple[str, ...], progress_file: Path) -> None:
    """Bring each CARD back today that was buried, or postponed to a later day; all without CARD.

    CARD is a card's key, such as some-note/c1, or a note's id, which stands for all its cards.
    """
    today = learner_calendar().day(now_ms())
    with open_learners_log(progress_file) as log:
        keys = buried_cards(log, today)
        if cards:
            keys = keys_named(cards, keys, "that is buried")
        unbury(log, keys, today)
    click.echo(f"{counted(len(keys), 'card')} brought back.")
    if keys:
        click.echo(f"`{command_line('redo')}` puts {'it' if len(keys) == 1 else 'them'} off again.")
