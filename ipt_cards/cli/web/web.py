"""`ipt-cards web`: learn in the browser."""

import os
import time
from functools import partial
from pathlib import Path

import click

from ipt_cards.cli.shared.deck_argument import DeckFolder, load_or_exit
from ipt_cards.cli.shared.learner_terminal import end_line
from ipt_cards.cli.shared.learners_log import open_learners_log
from ipt_cards.cli.shared.named_options import refuse_named
from ipt_cards.cli.shared.progress_option import (
    learner_settings,
    progress_option,
    scheduler_option,
)
from ipt_cards.deck.bundled import DEFAULT_DECK, find_deck
from ipt_cards.scheduling.scheduler import Scheduler

_PEM = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command
@click.argument("decks", metavar="[DECK]...", type=DeckFolder(), nargs=-1)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Where to listen.  [default: 8478, or any where that is taken]",
)
@click.option("--no-browser", is_flag=True, help="Print the address without opening it.")
@click.option("--share", is_flag=True, help="Let your phone open the pages, once it is paired.")
@click.option("--forget", is_flag=True, help="Drop all paired devices; alone, do nothing else.")
@click.option("--certificate", type=_PEM, metavar="FILE", help="Serve HTTPS by it (PEM).")
@click.option("--key", type=_PEM, metavar="FILE", help="The certificate's private key (PEM).")
@scheduler_option
@progress_option
def command(  # noqa: PLR0913 - an option each
    *,
    decks: tuple[Path, ...],
    port: int | None,
    no_browser: bool,
    share: bool,
    forget: bool,
    certificate: Path | None,
    key: Path | None,
    scheduler: Scheduler,
    progress_file: Path,
) -> None:
    """Learn in the browser: open pages on each DECK there, until Ctrl-C.

    They tell what is due today and how you stand, ask it as `ipt-cards quiz` does, show and edit
    cards, and draw your statistics. Each answer is on the disk before the next question is shown.
    You may use several tabs, and the terminal beside them.

    Nothing leaves this machine. While the server runs, the pages can be opened by whoever is logged
    in on it, and from no other machine. With --share, also by devices in the same network that you
    paired by the code that is shown; --forget drops them.
    """
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key go together: name both files.")
    if forget and not share:
        refuse_named(
            *("decks", "port", "no_browser", "certificate", "key", "scheduler"),
            because="--forget without --share opens no pages",
        )
    if forget:
        _forget(progress_file)
        if not share:
            return
    folders = decks or (find_deck(DEFAULT_DECK),)
    for folder in folders:
        load_or_exit(folder)
    with open_learners_log(progress_file, scheduler):
        pass  # what is to be told of it is told
    from ipt_cards.cli.progress.sync_told import sync_told  # noqa: PLC0415 - as the rest
    from ipt_cards.cli.web.entrance import Entrance  # noqa: PLC0415
    from ipt_cards.web.app import application  # noqa: PLC0415
    from ipt_cards.web.learner import StudyThread  # noqa: PLC0415
    from ipt_cards.web.pages import Pages  # noqa: PLC0415
    from ipt_cards.web.serving import (  # noqa: PLC0415
        elsewhere_told,
        listening,
        open_browser,
        serve,
    )
    from ipt_cards.web.sharing.certificate import read_certificate  # noqa: PLC0415
    from ipt_cards.web.site import Site  # noqa: PLC0415

    pem = read_certificate(certificate, key) if certificate and key else None
    bound = listening(port, shared=share)
    entrance = Entrance(bound.getsockname()[1], pem, is_shared=share)

    def began() -> None:
        address = entrance.announce(time.monotonic())
        if told := elsewhere_told(port, bound):
            click.echo(told)
        if not no_browser:
            open_browser(address, os.environ)

    thread = StudyThread()
    try:
        settings, told = learner_settings(), partial(click.echo, err=True)
        learner = thread.open(folders, progress_file, settings, scheduler, sync_told(), told)
        site = Site(learner, thread, Pages(goes_on=True))
        guarded = entrance.guarded(application(site), site.pages, progress_file)
        serve(guarded, bound, began, names=entrance.names, certificate=pem)
        end_line()
    finally:
        thread.close()
        bound.close()


def _forget(progress_file: Path) -> None:
    from ipt_cards.web.sharing.devices import paired_devices  # noqa: PLC0415 - few do so

    count = paired_devices(progress_file).forget()
    told = {0: "No device was paired.", 1: "The paired device is forgotten."}
    click.echo(told.get(count, f"{count} paired devices are forgotten."))
