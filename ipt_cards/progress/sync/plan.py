"""What a sync has to do: which entries come in from which file, and which go out. Pure.

A device writes those entries that no other file of the folder holds, wherever it has them from.
So what any device knows reaches all, also where the one that made it is gone with its file; and
nothing is written twice but where copies were late.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

from ipt_cards.progress.entries import Entry, dated
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.progress.fold import standing
from ipt_cards.progress.merge import settle
from ipt_cards.scheduling.day import Calendar


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one file of the folder.

    entries: of its whole lines; none where there is a problem, so that no file goes in by half.
    whole: where its last whole line ends, in bytes.
    size: where the file ends, in bytes.
    broken: whether whole lines follow after the damage at `whole`.
    problem: what is wrong with it, beginning with the file and line, or nothing.
    unreadable: whether the problem is that the file can't be had, whatever is in it.
    """

    name: str
    entries: tuple[Entry, ...] = ()
    whole: int = 0
    size: int = 0
    broken: bool = False
    problem: str = ""
    unreadable: bool = False

    @property
    def incomplete(self) -> bool:
        """Whether it ends amid a line: it is being copied, or its device was interrupted."""
        return not self.problem and self.whole < self.size


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one file brings.

    entries: those that the log hasn't, nor an earlier file.
    first: whether the log had nothing of that file yet.
    """

    file: str
    entries: tuple[Entry, ...]
    first: bool

    def ahead_ms(self, now_ms: int) -> int:
        """How far the newest entry that isn't taken back lies in the future, 0 where none does."""
        newest = max((instant_ms(entry.id) for entry in standing(self.entries)), default=0)
        return max(0, newest - now_ms)


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes in, file by file, and what goes out, in the order of its ids."""

    arrivals: tuple[Arrival, ...]
    outgoing: tuple[Entry, ...]

    @property
    def incoming(self) -> list[Entry]:
        """All that comes in."""
        return [entry for arrival in self.arrivals for entry in arrival.entries]


def plan(
    log: Collection[Entry], own: Reading | None, others: Sequence[Reading], calendar: Calendar
) -> Plan:
    """What there is to do for a device whose log is this, with the folder as it was read.

    calendar: gives their days to reviews that don't tell them, as a program of the first edition
        writes them. They go out again with their days, for the other devices to have the same.
    """
    before = set(log)
    union = {(entry.kind, entry.id): entry for entry in log}
    arrivals = []
    for reading in others:
        new = []
        for entry in reading.entries:
            if entry in before:
                continue
            present = union.get((entry.kind, entry.id))
            if present is None:
                told = union[entry.kind, entry.id] = dated(entry, calendar)
                new.append(told)
            elif settle(present, entry).kept != present:
                union[entry.kind, entry.id] = entry
                new.append(entry)
        first = bool(new) and before.isdisjoint(reading.entries)
        arrivals.append(Arrival(reading.name, tuple(new), first))
    held = set(chain.from_iterable(reading.entries for reading in others))
    if own is not None:
        held.update(own.entries)
    outgoing = [entry for entry in union.values() if entry not in held]
    return Plan(tuple(arrivals), tuple(sorted(outgoing, key=lambda e: (e.id, e.kind))))


def reason_to_leave(log: Collection[Entry], own: Reading) -> str:
    """Why the device can't go on writing to the file that bears its name; empty where it can.

    Whatever it writes there is in its log. So an entry that is not came from another device with
    the same name and id, as where a home folder was copied, and two that write one file would
    undo each other's work. A file that is damaged amid its lines is not written to either, since
    the carrier may be about to bring it whole.
    """
    if own.problem:
        return own.problem
    if own.broken:
        return f"{own.name} is damaged amid its lines"
    known = {(entry.kind, entry.id) for entry in log}
    if any((entry.kind, entry.id) not in known for entry in own.entries):
        return f"{own.name} holds answers that are not from here, so another device writes it, too"
    return ""
