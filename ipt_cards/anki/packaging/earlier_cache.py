"""What a package that was built here says, for the next build not to read it."""

import json
import zipfile
from pathlib import Path
from typing import BinaryIO

from ipt_cards.anki.packaging.package import Package
from ipt_cards.anki.time_stamps.stamps import EarlierPackage
from ipt_cards.deck.reading.cache.entries import Entries, as_json, key_of

_KIND = "package"
_BEFORE_THE_MEDIA = 2
"""The members that come first: the collection, and the list of the media."""


def known_earlier(entries: Entries, path: Path) -> EarlierPackage | None:
    """What a package says, if it was built here. Raises OSError."""
    try:
        with path.open("rb") as stream:
            kept = entries.find(_KIND, _key(stream))
    except zipfile.BadZipFile:
        return None
    if kept is None:
        return None
    time_stamp, notes, note_types, media = json.loads(kept)
    return EarlierPackage(
        time_stamp,
        {guid: (modified, digest) for guid, (modified, digest) in notes.items()},
        {int(each): (modified, digest) for each, (modified, digest) in note_types.items()},
        {name: (size, crc) for name, (size, crc) in media.items()},
    )


def keep_earlier(entries: Entries, stream: BinaryIO, made: Package, time_stamp: int) -> None:
    """Keep what a package says. time_stamp: what its ids were counted from."""
    counted_from = time_stamp if made.notes else 0
    said = [counted_from, made.notes, made.note_types, made.media]
    entries.keep(_KIND, _key(stream), as_json(said))


def _key(stream: BinaryIO) -> str:
    """Tells a package by all but its media, of which its end has the sizes and checksums."""
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        end = archive.start_dir
    media = members[_BEFORE_THE_MEDIA:]
    begins = media[0].header_offset if media else end
    stream.seek(0)
    said = stream.read(begins)
    stream.seek(end)
    return key_of(said, stream.read())
