"""Writing an exam as a page to print, with the images of its deck in it."""

import base64
from pathlib import Path

from ipt_cards.atomic_file import write_atomically
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaError, MediaFolder
from ipt_cards.exam.mock.paper import Paper
from ipt_cards.exam.mock.printed_paper import Sheet, printed_paper
from ipt_cards.study.errors import StudyError

PAGE_BEGINNING = b"<!doctype html>"

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


def print_exam(  # noqa: PLR0913 - what a page is made of
    folder: Path, deck: Deck, drawn: Paper, minutes: int, target: Path, *, key: bool
) -> None:
    """Write the paper drawn from the deck in `folder` to `target`, whole or not at all.

    Raises StudyError where an image can't be had.
    """
    media = MediaFolder(folder)

    def embed(written: str) -> str:
        try:
            image = media.locate(written)
        except MediaError as error:
            raise StudyError(str(error)) from None
        content = base64.b64encode(image.read_bytes()).decode()
        return f"data:image/{_KINDS[image.suffix.lower()]};base64,{content}"

    pass_percent = deck.blueprint.pass_percent if deck.blueprint else 0
    sheet = Sheet(deck, drawn, minutes, pass_percent, embed)
    write_atomically(target, printed_paper(sheet, key=key))


def score_table(drawn: Paper) -> bytes:
    """An empty table for a class's points: a row is to be a learner, a column is a question.

    Its head is what item analysis knows questions by (`ipt-cards items`): their cards' keys.
    """
    heads = ["learner", *(question.card.key for question in drawn.questions)]
    return f"{','.join(heads)}\n".encode()
