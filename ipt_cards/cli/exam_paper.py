"""Writing an exam as a page to print."""

import base64
from pathlib import Path

import click

from ipt_cards.atomic_file import write_atomically
from ipt_cards.cli.output_file import require_replaceable
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media import MediaError, MediaFolder
from ipt_cards.exam.paper import Paper
from ipt_cards.exam.printed_paper import Sheet, printed_paper
from ipt_cards.terminal.words import counted

_KINDS = {
    ".avif": "avif",
    ".gif": "gif",
    ".jpeg": "jpeg",
    ".jpg": "jpeg",
    ".png": "png",
    ".svg": "svg+xml",
    ".webp": "webp",
}
"""Media types of images by ending, for what the machine knows of them differs."""


def write_paper(  # noqa: PLR0913 - what a page is made of
    folder: Path, deck: Deck, drawn: Paper, minutes: int, target: Path, *, key: bool
) -> None:
    """Write the paper drawn from the deck in `folder` to `target`, whole or not at all."""
    require_replaceable(target, b"<!doctype html>", "no web page")
    media = MediaFolder(folder)

    def embed(written: str) -> str:
        try:
            image = media.locate(written)
        except MediaError as error:
            raise click.UsageError(str(error)) from None
        content = base64.b64encode(image.read_bytes()).decode()
        return f"data:image/{_KINDS[image.suffix.lower()]};base64,{content}"

    pass_percent = deck.blueprint.pass_percent if deck.blueprint else 0
    sheet = Sheet(deck, drawn, minutes, pass_percent, embed)
    write_atomically(target, printed_paper(sheet, key=key))
    made = f"{counted(len(drawn.questions), 'question')}, {counted(minutes, 'minute')}"
    click.echo(f"Wrote {target}: {made}, seed {drawn.seed}.")
