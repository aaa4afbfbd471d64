"""One sync: what the folder has comes into the log, what it hasn't goes out."""

from dataclasses import dataclass
from pathlib import Path

from ipt_cards.progress.errors import SyncError
from ipt_cards.progress.lines import to_line
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.merge import Conflict
from ipt_cards.progress.sync.device import Device
from ipt_cards.progress.sync.folder import append, read_folder
from ipt_cards.progress.sync.plan import Arrival, Plan, Reading, plan, reason_to_leave


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a sync did, or would do.

    file: the device's own, to which `sent` entries were added.
    left: why the device no longer writes to its former file; empty where it goes on.
    incomplete: the files of which the end is still to come.
    problems: what is wrong with files that were left out.
    """

    file: str
    sent: int
    arrivals: tuple[Arrival, ...]
    left: str
    incomplete: tuple[str, ...]
    problems: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def exchange(
    log: ReviewLog, folder: Path, device: Device, tag: str, *, dry_run: bool = False
) -> Exchange:
    """Take in what others wrote, and write to the device's own file what no file holds.

    Nobody else's file is ever written to or deleted. Whatever happens meanwhile, be it a crash
    between any two steps, the next sync completes.

    tag: a few random letters, for a new file of this device's.
    dry_run: only tell.

    Raises SyncError where the folder can't be read or written to, and what `log` raises.
    """
    entries = log.entries()
    readings = read_folder(folder, {to_line(entry): entry for entry in entries})
    own = next((reading for reading in readings if reading.name == device.file_name), None)
    left = ""
    if own is not None:
        if own.unreadable:
            raise SyncError(own.problem)  # in a moment it may be here, with whatever is in it
        left = reason_to_leave(entries, own)
    if left:
        own = None
        device.rename(tag)
    others = [reading for reading in readings if reading is not own]
    planned = plan(entries, own, others, log.calendar)
    conflicts = () if dry_run else _carry_out(planned, log, folder, device, own)
    return Exchange(
        file=device.file_name,
        sent=len(planned.outgoing),
        arrivals=planned.arrivals,
        left=left,
        incomplete=tuple(reading.name for reading in others if reading.incomplete),
        problems=tuple(reading.problem for reading in others if reading.problem),
        conflicts=conflicts,
    )


def _carry_out(
    planned: Plan, log: ReviewLog, folder: Path, device: Device, own: Reading | None
) -> tuple[Conflict, ...]:
    conflicts: tuple[Conflict, ...] = ()
    if incoming := planned.incoming:
        # A folder that was named by mistake can't be taken back but by a backup.
        first = any(arrival.first for arrival in planned.arrivals)
        conflicts = log.merge(incoming, backup=first).conflicts
    device.record()
    if planned.outgoing or (own is not None and own.incomplete):
        append(folder, device.file_name, own, planned.outgoing)
    return conflicts
