"""Building a package: which time stamp it gets, and a report of what is in it."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ipt_cards.anki.adopted import lost_edits, require_origin
from ipt_cards.anki.origin_file import read_origin
from ipt_cards.anki.packaging.content_cache import ContentCache
from ipt_cards.anki.packaging.earlier_cache import keep_earlier, known_earlier
from ipt_cards.anki.packaging.package import names_of_media, write_package
from ipt_cards.anki.packaging.packaged_note import Packer
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.anki.time_stamps.last_changes import changes_in
from ipt_cards.anki.time_stamps.stamps import (
    EarlierPackage,
    Stamps,
    medium_sign,
    read_earlier,
)
from ipt_cards.atomic_file import replacing
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder, collected_name
from ipt_cards.deck.problem import Problem
from ipt_cards.deck.reading.cache.entries import Entries
from ipt_cards.deck.reading.folder import DECK_FILE, topic_files

if TYPE_CHECKING:
    from ipt_cards.anki.packaging.packaged_progress import PackagedProgress


_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build wrote. Sizes are in bytes, the time stamp in seconds since the epoch.

    cards_by_kind, cards_by_topic: how many cards each kind of note and each topic yields.
    cards_with_progress, packaged_reviews: how many cards have their progress in it, and reviews; of
        these; None where no progress was to be carried.
    unchanged: whether the file already held exactly this. warnings: what of it Anki won't take.
    """

    path: Path
    time_stamp: int
    notes: int
    cards_by_kind: dict[str, int]
    cards_by_topic: dict[str, int]
    media: int
    media_size: int
    size: int
    cards_with_progress: int | None
    packaged_reviews: int | None
    unchanged: bool
    warnings: tuple[Problem, ...] = ()

    @property
    def cards(self) -> int:
        """How many cards there are in all."""
        return sum(self.cards_by_kind.values())


def build(  # noqa: PLR0913, PLR0917 - what a build is made of
    deck: Deck,
    folder: Path,
    target: Path,
    fixed_time_stamp: int | None,
    progress: "PackagedProgress | None" = None,
    since: Path | None = None,
    entries: Entries | None = None,
) -> BuildReport:
    """Write the deck's package to a file, which is replaced whole or not at all.

    Each note has the time stamp of its own last change, since Anki updates a note only from a
    package with a later one. What an earlier package says of it just so keeps its stamp.

    fixed_time_stamp: SOURCE_DATE_EPOCH, where it is set: when all that changed did. Otherwise git's
    history or the file's time tells that (see LastChanges).
    progress: what the package is to carry besides the notes, if anything.
    since: the earlier package; where None, the one that is replaced, unless SOURCE_DATE_EPOCH is
    set, for then the build depends on nothing that may lie there.
    entries: keep what was made, for the next build to make only the rest.

    Raises OSError where a file can't be read or written, AnkiFileError for a `since` that is no
    package, OriginError for a deck that was taken over from Anki and lacks what it needs to go
    back.
    """
    media = MediaFolder(folder)
    origin = require_origin(deck, read_origin(folder), str(folder))
    names = names_of_media(deck, origin)
    paths = {written: media.locate(written) for written in names}
    earlier = _earlier(since, entries) if since else None
    if earlier is None and fixed_time_stamp is None:
        earlier = _replaced(target, entries)
    stamps = Stamps(
        changes_in(folder, fixed_time_stamp),
        earlier,
        {name: medium_sign(paths[written]) for written, name in names.items()} if earlier else {},
    )
    if earlier:
        time_stamp = earlier.time_stamp
    elif fixed_time_stamp is None:
        time_stamp = _newest([folder / DECK_FILE, *topic_files(folder), *paths.values()])
    else:
        time_stamp = fixed_time_stamp
    # What came from Anki is in contents, too, and not in what tells those that are kept; nor are
    # names that hang on the media of other files.
    is_plainly_named = all(name == collected_name(deck.id, each) for each, name in names.items())
    is_all_ours = not origin.media and not origin.words.note_types and is_plainly_named
    known = ContentCache(entries) if entries and is_all_ours else None
    packer = Packer(deck, origin, names, stamps, known=known)
    with replacing(target) as new:
        made = write_package(new.stream, packer, paths, time_stamp, progress)
        size = new.stream.seek(0, os.SEEK_END)
        new.is_wanted = not _is_held(target, new.stream, size)
        if entries:
            keep_earlier(entries, new.stream, made, time_stamp)
    if entries:
        entries.prune()
    files = set(paths.values())
    kinds: Counter[str] = Counter()
    for overview in made.topics:
        kinds.update(overview.cards_by_kind)
    named = zip((topic.name for topic in deck.topics), made.topics, strict=True)
    return BuildReport(
        path=target,
        time_stamp=time_stamp if made.newest is None else made.newest,
        notes=sum(overview.notes for overview in made.topics),
        cards_by_kind=dict(kinds),
        cards_by_topic={name: sum(topic.cards_by_kind.values()) for name, topic in named},
        media=len(files),
        media_size=sum(path.stat().st_size for path in files),
        size=size,
        cards_with_progress=None if progress is None else len(progress.cards),
        packaged_reviews=None if progress is None else progress.reviews,
        unchanged=not new.is_wanted,
        warnings=tuple(lost_edits(deck, origin)),
    )


def _newest(paths: Iterable[Path]) -> int:
    return max(int(path.stat().st_mtime) for path in paths)


def _earlier(path: Path, entries: Entries | None) -> EarlierPackage:
    known = known_earlier(entries, path) if entries else None
    return known or read_earlier(path)


def _replaced(target: Path, entries: Entries | None) -> EarlierPackage | None:
    """The package there is at `target`; None where there is none of ours."""
    if not target.is_file():
        return None
    try:
        return _earlier(target, entries)
    except AnkiFileError:
        return None


def _is_held(target: Path, stream: BinaryIO, size: int) -> bool:
    """Whether a file has the bytes of a stream of this size already."""
    if not target.is_file() or target.stat().st_size != size:
        return False
    stream.seek(0)
    with target.open("rb") as held:
        return all(
            held.read(len(piece)) == piece for piece in iter(partial(stream.read, _PIECE), b"")
        )
