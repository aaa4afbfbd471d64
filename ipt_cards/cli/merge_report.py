"""What a merge did, for people and as JSON."""

import json

from ipt_cards.progress.entries import Entry
from ipt_cards.progress.lines import to_line
from ipt_cards.progress.merge import Conflict


def counted_entries(count: int) -> str:
    """A number of entries: `1 entry`, `2 entries`."""
    return f"{count:,} entry" if count == 1 else f"{count:,} entries"


def conflict_told(conflict: Conflict) -> str:
    """Which of two entries under one id was kept."""
    return (
        f"Two entries have the id {conflict.kept.id}: kept {_line(conflict.kept)}, "
        f"dropped {_line(conflict.dropped)}"
    )


def conflict_as_json(conflict: Conflict) -> dict[str, object]:
    """The same, with both entries as in an export."""
    return {
        "kept": json.loads(to_line(conflict.kept)),
        "dropped": json.loads(to_line(conflict.dropped)),
    }


def _line(entry: Entry) -> str:
    return to_line(entry).decode().rstrip("\n")
