"""Cards named on the command line: by their keys, or by a note's id for all its cards."""

from collections.abc import Iterable, Sequence

import click

from ipt_cards.deck.reading.findings import did_you_mean
from ipt_cards.scheduling.siblings import note_of


def keys_named(written: Sequence[str], keys: Iterable[str], among: str) -> list[str]:
    """The keys that are meant, in their order.

    keys: those there are. among: what to call them in `there is no card X …`.
    Raises click.UsageError for what names none.
    """
    there = list(keys)
    for name in written:
        if not any(name in (key, note_of(key)) for key in there):
            near = did_you_mean(name, dict.fromkeys([*there, *map(note_of, there)]))
            raise click.UsageError(f"there is no card `{name}` {among}{near}")
    return [key for key in there if key in written or note_of(key) in written]
