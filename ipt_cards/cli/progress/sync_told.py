"""Telling beside a quiz what came of syncing."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_cards.progress.sync.exchange import Exchange


def sync_told() -> "Callable[[Exchange | Exception], None]":
    """What `synced` tells, on standard error, the same only once."""
    before = ""

    def tell(done: "Exchange | Exception") -> None:
        from ipt_cards.cli.progress.sync import told_beside  # noqa: PLC0415 - only with a folder

        nonlocal before
        told = told_beside(done)
        if told and told != before:
            click.echo(told, err=True)
        before = told

    return tell
