"""Typed answers that the learner counts as right, in a file beside the log.

They are no entries of the log: no release before would read one that has entries of another kind.
So they have a file of their own, in JSON Lines, to which lines are only added:

    {"v":1,"id":"0193…","card":"picnic/c1","text":"wasn't","accepted":true}

Of the lines about a text the latest holds, so that of two machines' files the union is what both
say. No review that was made changes by one.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.atomic_file import PRIVATE_FILE, write_atomically
from ipt_cards.progress.entry_id import check_id

SUFFIX = ".accepted.jsonl"
VERSION = 1

LONGEST_TEXT = 1_000
"""Characters; the judge reads no more of an answer."""

LONGEST_LINE = 20_000
"""Bytes. A stranger's file shall not fill the memory."""

MOST_BYTES = 32 * 1024 * 1024

_CARD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A text that counts as right for a card from now on, or, if not `accepted`, no longer."""

    id: str
    card: str
    text: str
    accepted: bool = True

    def __post_init__(self) -> None:
        """Raise ValueError for a field that can't be."""
        check_id(self.id)
        if not _CARD.fullmatch(self.card):
            raise ValueError(f"{self.card!r} is not a card key (such as some-note/c1)")
        if not self.text.strip() or len(self.text) > LONGEST_TEXT:
            raise ValueError("an answer has a text, of 1,000 characters at most")
        self.text.encode()  # a lone surrogate is no text


def accepted_file(log: Path) -> Path:
    """Where what was accepted is kept that goes with a progress file, or an export of one."""
    return log.with_name(f"{log.stem}{SUFFIX}")


def read_accepted(path: Path) -> tuple[Acceptance, ...]:
    """What a file says, in the order of the ids; nothing where there is none.

    A line that is no acceptance, such as one that was torn, is passed over. Raises OSError where
    the file can't be read.
    """
    try:
        with path.open("rb") as file:
            lines = file.read(MOST_BYTES).split(b"\n")
    except FileNotFoundError:
        return ()
    found = {each.id: each for line in lines if (each := _from_line(line))}
    return tuple(found[identifier] for identifier in sorted(found))


def add_accepted(path: Path, added: Iterable[Acceptance]) -> int:
    """Add what isn't there yet to a file; returns how many that were. They are on the disk then.

    Raises OSError where it can't be written.
    """
    known = {each.id for each in read_accepted(path)}
    lines = [_to_line(each) for each in added if each.id not in known]
    if not lines:
        return 0
    if not path.exists():
        write_atomically(path, b"".join(lines), private=True)
        return len(lines)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
        torn = file.read(1) not in (b"", b"\n")
        file.write(b"\n" * torn + b"".join(lines))
        os.fsync(file.fileno())
    return len(lines)


def standing(
    accepted: Iterable[Acceptance], names: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The texts that count as right, by card.

    names: what cards are called now that were renamed.
    """
    found: dict[str, dict[str, None]] = {}
    for each in sorted(accepted, key=lambda each: each.id):
        texts = found.setdefault(names.get(each.card, each.card), {})
        texts.pop(each.text, None)
        if each.accepted:
            texts[each.text] = None
    return {card: tuple(texts) for card, texts in found.items() if texts}


def _to_line(each: Acceptance) -> bytes:
    said = {"v": VERSION, "id": each.id, "card": each.card, "text": each.text}
    line = json.dumps({**said, "accepted": each.accepted}, ensure_ascii=False)
    return line.encode() + b"\n"


def _from_line(line: bytes) -> Acceptance | None:
    if not line.strip() or len(line) > LONGEST_LINE:
        return None
    with suppress(ValueError, RecursionError):
        match json.loads(line):
            case {
                "v": 1,
                "id": str(identifier),
                "card": str(card),
                "text": str(text),
                "accepted": bool(accepted),
            }:
                return Acceptance(identifier, card, text, accepted)
    return None
