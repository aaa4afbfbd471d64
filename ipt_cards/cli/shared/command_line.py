"""Commands to be typed next, for the same deck and the same progress file as this one's."""

import os
from pathlib import Path

import click

from ipt_cards.cli.shared.named_options import named_options
from ipt_cards.deck.bundled import DEFAULT_DECK, find_deck
from ipt_cards.study.decks import shown_path


def command_line(*words: str, deck: Path | None = None, deck_option: bool = False) -> str:
    """What to type: `ipt-cards` with these words, and what this command was told of progress.

    deck: the one to name, where it isn't the usual. deck_option: whether --deck names it.
    """
    line = ["ipt-cards", *words[:1]]
    named = [] if deck is None or deck == find_deck(DEFAULT_DECK) else [str(shown_path(deck))]
    if not deck_option:
        line += named
    line += words[1:]
    if deck_option and named:
        line += ["--deck", *named]
    if named_options("progress_file"):
        line += ["--progress", str(click.get_current_context().params["progress_file"])]
    if os.name == "nt":
        from subprocess import list2cmdline  # noqa: PLC0415 - as shlex below

        return list2cmdline(line)
    import shlex  # noqa: PLC0415 - a quiz needs it, if at all, after its first question

    return shlex.join(line)
