"""`ipt-cards suspend`: take cards out of the queue."""

from pathlib import Path

import click

from ipt_cards.cli.shared.card_filter import complete_cards
from ipt_cards.cli.shared.card_keys import keys_named
from ipt_cards.cli.shared.deck_argument import DeckFolder, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import progress_option
from ipt_cards.deck.bundled import DEFAULT_DECK
from ipt_cards.study.cards.undo import set_suspended, suspended_cards
from ipt_cards.study.presenting.words import counted


@click.command(short_help="Take cards out of the queue.")
@click.argument("cards", metavar="CARD...", nargs=-1, required=True, shell_complete=complete_cards)
@click.option("--deck", type=DeckFolder(), default=DEFAULT_DECK, show_default=True)
@progress_option
def command(*, cards: tuple[str, ...], deck: Path, progress_file: Path) -> None:
    """Take each CARD out of the queue, until `ipt-cards unsuspend` puts it back.

    CARD is a card's key, such as some-note/c1, or a note's id, which stands for all its cards. A
    suspended card is asked in no quiz and planned for no day, but counts in forecasts and may come
    in mock exams: the real exam asks it, too.
    """
    read = load_or_exit(deck)
    keys = keys_named(cards, read.card_keys(), f"in {read.name}")
    with open_learners_log(progress_file) as log:
        already = set(suspended_cards(log))
        keys = [key for key in keys if key not in already]
        set_suspended(log, keys, suspended=True)
    click.echo(f"{counted(len(keys), 'card')} suspended.")
