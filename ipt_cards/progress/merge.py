"""The union of logs: commutative, associative and idempotent, since an entry is never changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipt_cards.progress.entries import Entry
from ipt_cards.progress.lines import to_line


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two different entries of one kind under one id, which only damage or a forger can make."""

    kept: Entry
    dropped: Entry


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did: entries that were new, those that were there already, and conflicts."""

    added: int
    known: int
    conflicts: tuple[Conflict, ...]


def settle(one: Entry, other: Entry) -> Conflict:
    """Which of two entries under one id is kept: everywhere the one whose line is less."""
    kept, dropped = sorted((one, other), key=to_line)
    return Conflict(kept, dropped)


def union(*logs: Iterable[Entry]) -> tuple[list[Entry], list[Conflict]]:
    """The entries of several logs, each once and in the order of their ids, and the conflicts."""
    found: dict[tuple[str, str], Entry] = {}
    conflicts = []
    for log in logs:
        for entry in log:
            present = found.setdefault((entry.id, entry.kind), entry)
            if present != entry:
                conflict = settle(present, entry)
                found[entry.id, entry.kind] = conflict.kept
                conflicts.append(conflict)
    return [found[key] for key in sorted(found)], conflicts
