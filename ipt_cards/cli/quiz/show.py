"""`ipt-cards show`: a card, its history and what each grade would do."""

import json
from pathlib import Path

import click

from ipt_cards.cli.shared.card_filter import complete_cards
from ipt_cards.cli.shared.card_keys import keys_named
from ipt_cards.cli.shared.deck_argument import DeckFolder, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import (
    existing_progress_option,
    learner_calendar,
    learner_colours,
    scheduler_option,
)
from ipt_cards.deck.bundled import DEFAULT_DECK, bundled_names, find_deck
from ipt_cards.progress.statistics.answers import answers_of
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.scheduler import Scheduler
from ipt_cards.study.cards.standing import CardStanding, ShownCard
from ipt_cards.study.clock import now_ms


@click.command
@click.argument("card", shell_complete=complete_cards)
@click.argument("deck", default=DEFAULT_DECK, shell_complete=DeckFolder().shell_complete)
@scheduler_option
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the cards as JSON.")
def command(
    *, card: str, deck: str, scheduler: Scheduler, progress_file: Path, as_json: bool
) -> None:
    """Show CARD of DECK, its history, and what each grade would do today.

    CARD is a card's key, such as some-note/c1, or a note's id, which stands for all its cards.
    Answers that were taken back are left out.
    """
    card, folder = _card_and_deck(card, deck)
    read = load_or_exit(folder)
    try:
        keys = set(keys_named([card], read.card_keys(), f"in {read.name}"))
    except click.UsageError:
        if _deck_folder(card) is None:
            raise
        raise click.UsageError(
            f"`{card}` is a deck: name one of its cards, too (`ipt-cards list {card}` shows them)"
        ) from None
    calendar = learner_calendar()
    today = calendar.day(now_ms())
    with open_learners_log(progress_file, scheduler) as log:
        progress = log.progress()
        reviews = [review for review in log.reviews() if review.card in keys]
    answers = answers_of(reviews, scheduler)
    shown = [
        ShownCard(
            CardStanding(each, topic.name, progress.get(each.key, UNSEEN), today),
            [answer for answer in answers if answer.card == each.key],
            calendar,
            scheduler,
        )
        for topic in read.topics
        for each in topic.cards()
        if each.key in keys
    ]
    if as_json:
        click.echo(json.dumps([each.as_json() for each in shown], indent=2, ensure_ascii=False))
    else:
        from ipt_cards.terminal.reports.card_page import print_cards  # noqa: PLC0415 - imports rich
        from ipt_cards.terminal.screen.console import report_console  # noqa: PLC0415

        print_cards(report_console(learner_colours()), shown)


def _card_and_deck(card: str, deck: str) -> tuple[str, Path]:
    """What was named in either order, as far as only one of the two is a deck."""
    folder = _deck_folder(deck)
    if folder is not None:
        return card, folder
    folder = _deck_folder(card)
    if folder is not None:
        return deck, folder
    raise click.UsageError(
        f"neither `{deck}` nor `{card}` is a deck: name a deck's folder, or a bundled deck "
        f"({', '.join(bundled_names())}), after the card"
    )


def _deck_folder(name: str) -> Path | None:
    try:
        return find_deck(name)
    except FileNotFoundError:
        return None
