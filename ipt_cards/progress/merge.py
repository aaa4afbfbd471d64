"""The union of logs: commutative, associative and idempotent, since an entry is never changed.

But for the day of a review from before days were recorded, which two machines with other settings
may have told differently: then one of the two is kept, the same everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ipt_cards.progress.entries import Entry, Review
from ipt_cards.progress.lines import to_line


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two different entries of one kind under one id, which only damage or a forger can make."""

    kept: Entry
    dropped: Entry


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did: entries that were new, those that were there already, and conflicts.

    dated: reviews among the new ones that didn't tell their day, and got one.
    """

    added: int
    known: int
    conflicts: tuple[Conflict, ...]
    dated: int = 0


def settle(one: Entry, other: Entry) -> Conflict:
    """Which of two entries under one id is kept.

    Everywhere it is the one that tells its day; of two that do, or don't, that whose line is less.
    """
    kept, dropped = sorted((one, other), key=_rank)
    return Conflict(kept, dropped)


def tell_the_same(one: Entry, other: Entry) -> bool:
    """Whether two entries under one id differ in nothing but the day that they tell."""
    if isinstance(one, Review) and isinstance(other, Review):
        return replace(one, day=other.day) == other
    return one == other


def union(*logs: Iterable[Entry]) -> tuple[list[Entry], list[Conflict]]:
    """The entries of several logs, each once and in the order of their ids, and the conflicts."""
    found: dict[tuple[str, str], Entry] = {}
    conflicts = []
    for log in logs:
        for entry in log:
            present = found.setdefault((entry.id, entry.kind), entry)
            if present == entry:
                continue
            conflict = settle(present, entry)
            found[entry.id, entry.kind] = conflict.kept
            if not tell_the_same(present, entry):
                conflicts.append(conflict)
    return [found[key] for key in sorted(found)], conflicts


def _rank(entry: Entry) -> tuple[bool, bytes]:
    return isinstance(entry, Review) and not entry.day, to_line(entry)
