"""What notes are in Anki, but for when they were changed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class PackagedContent(NamedTuple):
    """A note as a package holds it.

    note_id: that of the note in the deck, or of the first of those that it stands for. note_type:
    its id. ordinals: those of its cards. media: the names in Anki of what it shows or
    plays. digest: see `digest_of`.
    """

    note_id: str
    guid: str
    note_type: int
    tags: Sequence[str]
    fields: Sequence[str]
    ordinals: Sequence[int]
    media: Sequence[str]
    digest: str


class TopicOverview(NamedTuple):
    """What a package says of a topic as a whole.

    adopted, ours: the ids of its notes' note types, those that came from Anki and those of ours, in
    the order in which they come. cards_by_kind: how many cards each kind of note yields. notes: how
    many there are of them in the deck.
    """

    adopted: Sequence[int]
    ours: Sequence[int]
    cards_by_kind: Mapping[str, int]
    notes: int


def digest_of(note_type: int, tags: Iterable[str], fields: Iterable[str]) -> str:
    """What tells a note in Anki from one that says something else; tags have no order there."""
    said = "\x1e".join([str(note_type), *sorted(tags), "\x1f".join(fields)])
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()
