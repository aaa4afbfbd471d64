"""`ipt-cards progress orphans`: cards that vanished from their deck but have a history."""

import json
import secrets
from collections.abc import Collection, Iterator
from pathlib import Path

import click

from ipt_cards.cli.shared.card_filter import complete_cards
from ipt_cards.cli.shared.deck_argument import DeckFolder, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import existing_progress_option
from ipt_cards.deck.bundled import DEFAULT_DECK
from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.deck.rules.renames import fronts_by_id
from ipt_cards.progress.entries import Move
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id
from ipt_cards.scheduling.siblings import note_of
from ipt_cards.study.authoring.fronts import RememberedFronts
from ipt_cards.study.clock import now_ms


@click.command(short_help="List the cards with a history that no deck has.")
@click.argument("decks", metavar="[DECK]...", nargs=-1, type=DeckFolder())
@click.option(
    "--move",
    "moves",
    nargs=2,
    multiple=True,
    metavar="OLD NEW",
    shell_complete=complete_cards,
    help="Give the history of the card or note OLD to NEW. May be repeated.",
)
@existing_progress_option
@click.option("--json", "as_json", is_flag=True, help="Print the cards as JSON.")
def command(
    decks: tuple[Path, ...],
    moves: tuple[tuple[str, str], ...],
    progress_file: Path,
    as_json: bool,  # noqa: FBT001 - click's flag
) -> None:
    """List the cards that have a history, but that no DECK has any more.

    Their history is kept, and comes back with them. If a card only got a new id, --move gives it
    the old one's history; what it is probably called now is listed beside it.

    The log doesn't know decks: cards of a deck that isn't named are listed, too. Without DECK, it
    is the bundled one.
    """
    fronts: dict[str, str] = {}
    keys: list[str] = []
    for folder in decks or (DeckFolder().convert(DEFAULT_DECK, None, None),):
        deck = load_or_exit(folder)
        fronts |= {**RememberedFronts(deck, folder).fronts, **fronts_by_id(deck)}
        keys += deck.card_keys()
    with open_learners_log(progress_file) as log:
        if moves:
            history = {review.card for review in log.reviews()} | log.progress().keys()
            pairs = [pair for old, new in moves for pair in _pairs(old, new, history, keys)]
            log.append(*_entries(pairs))
            for old, new in pairs:
                click.echo(f"{new} has the history of {old} now.", err=as_json)
        history = {review.card for review in log.reviews()} | log.progress().keys()
    from ipt_cards.progress.orphans import find_orphans  # noqa: PLC0415 - imports rapidfuzz

    texts = {key: fronts[note_of(key)] for key in [*history, *keys] if note_of(key) in fronts}
    found = find_orphans(history, keys, texts)
    if as_json:
        listed = [{"card": orphan.card, "likely": orphan.likely} for orphan in found]
        click.echo(json.dumps(listed, indent=2))
        return
    for orphan in found:
        likely = f"  probably {orphan.likely} now" if orphan.likely else ""
        click.echo(f"{orphan.card}{likely}")
    if not found:
        click.echo("Every card with a history is in a deck.", err=True)
    elif any(orphan.likely for orphan in found):
        click.echo("Move a history with --move OLD NEW.", err=True)


def _pairs(
    old: str, new: str, history: Collection[str], keys: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The cards to move: the two named, or, for notes, each side with its counterpart."""
    studied = [card for card in sorted(history) if old in (card, note_of(card))]
    if not studied:
        near = did_you_mean(old, sorted({*history, *map(note_of, history)}))
        raise click.UsageError(f"there is no history of `{old}`{near}")
    for card in studied:
        target = new if card == old else new + card.removeprefix(old)
        if target not in keys:
            near = did_you_mean(target, keys)
            raise click.UsageError(f"there is no card `{target}` to move to{near}")
        if target == card:
            raise click.UsageError(f"`{old}` is there under that name already")
        yield card, target


def _entries(pairs: list[tuple[str, str]]) -> Iterator[Move]:
    last = None
    for old, new in pairs:
        last = entry_id(now_ms(), secrets.token_bytes(RANDOM_BYTES), last)
        yield Move(last, old, new)
