"""`ipt-cards preview`: see a deck's cards while writing it."""

import os
from pathlib import Path

import click

from ipt_cards.cli.shared.deck_argument import deck_argument
from ipt_cards.cli.shared.learner_terminal import end_line


@click.command
@deck_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Where to listen.  [default: 8478, or any where that is taken]",
)
@click.option("--no-browser", is_flag=True, help="Print the address without opening it.")
def command(*, deck: Path, port: int | None, no_browser: bool) -> None:
    """Show every card of DECK as Anki will show it, in the browser, until Ctrl-C.

    Front and back, light and dark, on a phone and on a computer, with the very templates that
    `ipt-cards build` gives to Anki; what `ipt-cards check` finds stands beside each note. The pages
    follow the files as you save them. Formulas are MathML here, where Anki has MathJax.
    """
    from ipt_cards.web.learner import StudyThread  # noqa: PLC0415 - a server's packages are slow
    from ipt_cards.web.pages import Pages  # noqa: PLC0415
    from ipt_cards.web.preview.app import preview_application  # noqa: PLC0415
    from ipt_cards.web.preview.previewed_deck import PreviewedDeck  # noqa: PLC0415
    from ipt_cards.web.preview.routes import PreviewSite  # noqa: PLC0415
    from ipt_cards.web.serving import (  # noqa: PLC0415
        elsewhere_told,
        listening,
        open_browser,
        serve,
    )
    from ipt_cards.web.sharing.addresses import plain_addresses  # noqa: PLC0415

    previewed = PreviewedDeck(deck)
    previewed.read()

    def began() -> None:
        address = plain_addresses(bound.getsockname()[1], ()).own
        click.echo(f"{address} · Ctrl-C ends it")
        if told := elsewhere_told(port, bound):
            click.echo(told)
        if not no_browser:
            open_browser(address, os.environ)

    bound = listening(port)
    thread = StudyThread()
    try:
        serve(preview_application(PreviewSite(previewed, thread, Pages())), bound, began)
        end_line()
    finally:
        thread.close()
        bound.close()
