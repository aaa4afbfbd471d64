"""Syncing by the way, around a command whose task is another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ipt_cards.cli.progress_option import learner_settings
from ipt_cards.progress.location import default_path
from ipt_cards.progress.log import ReviewLog


@contextmanager
def synced(log: ReviewLog, progress_file: Path) -> Iterator[None]:
    """Sync with the configured folder, if there is one, before and after what is done inside.

    What came in or went wrong is told on standard error, and keeps nothing from being done. A
    progress file other than the usual one, on which somebody tries things or another learner
    learns, is left alone.
    """
    folder = learner_settings().sync_folder
    if folder is None or progress_file != default_path(os.environ):
        yield
        return
    from ipt_cards.cli.sync import sync_beside  # noqa: PLC0415 - only with a folder

    before = sync_beside(log, folder)
    if before:
        click.echo(before, err=True)
    try:
        yield
    finally:
        after = sync_beside(log, folder)
    if after and after != before:
        click.echo(after, err=True)
