"""`ipt-cards unsuspend`: put suspended cards back into the queue."""

from pathlib import Path

import click

from ipt_cards.cli.shared.card_filter import complete_cards
from ipt_cards.cli.shared.card_keys import keys_named
from ipt_cards.cli.shared.deck_argument import DeckFolder, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.named_options import named_options
from ipt_cards.cli.shared.progress_option import existing_progress_option
from ipt_cards.deck.bundled import DEFAULT_DECK
from ipt_cards.study.cards.leeches import rewritten_leeches
from ipt_cards.study.cards.undo import set_suspended, suspended_cards
from ipt_cards.study.presenting.words import counted


@click.command(short_help="Put suspended cards back into the queue.")
@click.argument("cards", metavar="[CARD]...", nargs=-1, shell_complete=complete_cards)
@click.option("--rewritten", is_flag=True, help="All leeches whose note was edited since.")
@click.option(
    "--deck",
    type=DeckFolder(),
    default=DEFAULT_DECK,
    help=f"Only this deck's cards.  [default: any deck's; with --rewritten, {DEFAULT_DECK}]",
)
@existing_progress_option
def command(*, cards: tuple[str, ...], rewritten: bool, deck: Path, progress_file: Path) -> None:
    """Put each CARD that is suspended back into the queue, with the schedule that it had.

    CARD is a card's key, such as some-note/c1, or a note's id, which stands for all its cards.
    `ipt-cards list --state suspended` lists them.
    """
    if bool(cards) is rewritten:
        raise click.UsageError("name the cards to put back, or say --rewritten")
    with open_learners_log(progress_file) as log:
        if rewritten:
            keys = rewritten_leeches(load_or_exit(deck), log)
        else:
            suspended = suspended_cards(log)
            if named_options("deck"):
                in_deck = set(load_or_exit(deck).card_keys())
                suspended = [key for key in suspended if key in in_deck]
            keys = keys_named(cards, suspended, "that is suspended")
        set_suspended(log, keys, suspended=False)
    click.echo(f"{counted(len(keys), 'card')} put back.")
