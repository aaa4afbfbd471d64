"""`ipt-cards web`: learn in the browser."""

import os
from pathlib import Path

import click

from ipt_cards.cli.shared.deck_argument import DeckFolder, load_or_exit
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.progress_option import (
    learner_settings,
    progress_option,
    scheduler_option,
)
from ipt_cards.deck.bundled import DEFAULT_DECK, find_deck
from ipt_cards.scheduling.scheduler import Scheduler


@click.command
@click.argument("decks", metavar="[DECK]...", type=DeckFolder(), nargs=-1)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Where to listen.  [default: 8765, or any where that is taken]",
)
@click.option("--no-browser", is_flag=True, help="Print the address without opening it.")
@scheduler_option
@progress_option
def command(
    *,
    decks: tuple[Path, ...],
    port: int | None,
    no_browser: bool,
    scheduler: Scheduler,
    progress_file: Path,
) -> None:
    """Learn in the browser: open pages on each DECK there, until Ctrl-C.

    They tell what is due today and how you stand, ask it as `ipt-cards quiz` does, show and edit
    cards, and draw your statistics. Each answer is on the disk before the next question is shown.
    You may use several tabs, and the terminal beside them.

    Nothing leaves this machine. While the server runs, the pages can be opened by whoever is logged
    in on it, and from no other machine.
    """
    folders = decks or (find_deck(DEFAULT_DECK),)
    for folder in folders:
        load_or_exit(folder)
    with open_learners_log(progress_file, scheduler):
        pass  # what is to be told of it is told
    from ipt_cards.cli.progress.sync_told import sync_told  # noqa: PLC0415 - as the rest
    from ipt_cards.web.app import application  # noqa: PLC0415
    from ipt_cards.web.learner import StudyThread  # noqa: PLC0415
    from ipt_cards.web.pages import Pages  # noqa: PLC0415
    from ipt_cards.web.serving import listening, open_browser, serve  # noqa: PLC0415
    from ipt_cards.web.site import Site  # noqa: PLC0415

    def began(address: str) -> None:
        click.echo(f"{address} · Ctrl-C ends it")
        if not no_browser:
            open_browser(address, os.environ)

    bound = listening(port)
    thread = StudyThread()
    try:
        learner = thread.open(folders, progress_file, learner_settings(), scheduler, sync_told())
        serve(application(Site(learner, thread, Pages())), bound, began)
    finally:
        thread.close()
        bound.close()
