"""What a package that was built here says, for the next build not to read it."""

import json

from ipt_cards.anki.packaging.package import Package
from ipt_cards.anki.time_stamps.stamps import EarlierPackage
from ipt_cards.deck.reading.cache.entries import Entries, as_json, key_of

_KIND = "package"


def known_earlier(entries: Entries, content: bytes) -> EarlierPackage | None:
    """What a package of these bytes says, if it was built here."""
    kept = entries.find(_KIND, key_of(content))
    if kept is None:
        return None
    time_stamp, notes, note_types, media = json.loads(kept)
    return EarlierPackage(
        time_stamp,
        {guid: (modified, digest) for guid, (modified, digest) in notes.items()},
        {int(each): (modified, digest) for each, (modified, digest) in note_types.items()},
        {name: (size, crc) for name, (size, crc) in media.items()},
    )


def keep_earlier(entries: Entries, made: Package, time_stamp: int) -> None:
    """Keep what a package says. time_stamp: what its ids were counted from."""
    counted_from = time_stamp if made.notes else 0
    said = [counted_from, made.notes, made.note_types, made.media]
    entries.keep(_KIND, key_of(made.content), as_json(said))
