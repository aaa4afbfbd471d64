"""Building a package: which time stamp it gets, and a report of what is in it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ipt_cards.anki.adopted import lost_edits, require_origin
from ipt_cards.anki.origin import Origin, read_origin
from ipt_cards.anki.package import media_paths, package, time_stamp_of
from ipt_cards.anki.packaged_progress import PackagedProgress
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.atomic_file import write_atomically
from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media import MediaFolder
from ipt_cards.deck.note import kind_of
from ipt_cards.deck.problem import Problem
from ipt_cards.deck.reading.folder import DECK_FILE, topic_files


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


def build(
    deck: Deck,
    folder: Path,
    target: Path,
    fixed_time_stamp: int | None,
    progress: PackagedProgress | None = None,
) -> BuildReport:
    """Write the deck's package to a file, which is replaced whole or not at all.

    fixed_time_stamp: SOURCE_DATE_EPOCH, where it is set; otherwise the newest of the deck's files
    tells the time stamp. It is later than that of the package which the file holds already, if
    what stands in the package has changed, since Anki skips a note that isn't newer than its own.
    progress: what the package is to carry besides the notes, if anything.

    Raises OSError where a file can't be read or written, OriginError for a deck that was taken over
    from Anki and lacks what it needs to go back.
    """
    media = MediaFolder(folder)
    origin = require_origin(deck, read_origin(folder), str(folder))
    paths = media_paths(deck, media)
    before = target.read_bytes() if target.is_file() else b""
    edited = _edited_before(target, origin)
    make = partial(package, deck, media, origin=origin, edited=edited, progress=progress)
    if fixed_time_stamp is None:
        inputs = [folder / DECK_FILE, *topic_files(folder), *paths]
        time_stamp, content = _grown(make, _newest(inputs), before)
    else:
        time_stamp = fixed_time_stamp
        content = make(time_stamp)
    if content != before:
        write_atomically(target, content)
    kinds: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for topic in deck.topics:
        for note in topic.notes:
            count = len(cards_of(note))
            kinds[kind_of(note)] += count
            topics[topic.name] += count
    return BuildReport(
        path=target,
        time_stamp=time_stamp,
        notes=sum(len(topic.notes) for topic in deck.topics),
        cards_by_kind=dict(kinds),
        cards_by_topic=dict(topics),
        media=len(paths),
        media_size=sum(path.stat().st_size for path in paths),
        size=len(content),
        cards_with_progress=None if progress is None else len(progress.cards),
        packaged_reviews=None if progress is None else progress.reviews,
        unchanged=content == before,
        warnings=tuple(lost_edits(deck, origin)),
    )


def _newest(paths: Iterable[Path]) -> int:
    return max(int(path.stat().st_mtime) for path in paths)


def _edited_before(target: Path, origin: Origin) -> frozenset[str]:
    """The adopted notes that the package there is at `target` changes in Anki."""
    if not origin.notes or not target.is_file():
        return frozenset()
    try:
        with open_collection(target) as collection:
            return frozenset(
                note.guid
                for note in collection.notes()
                if note.guid in origin.notes and note.modified > origin.notes[note.guid].modified
            )
    except AnkiFileError:
        return frozenset()


def _grown(make: Callable[[int], bytes], time_stamp: int, before: bytes) -> tuple[int, bytes]:
    """The package, with a time stamp that grew if and only if its content changed."""
    earlier = time_stamp_of(before) if before else None
    if earlier is None or earlier < time_stamp:
        return time_stamp, make(time_stamp)
    content = make(earlier)
    if content == before:
        return earlier, content
    return earlier + 1, make(earlier + 1)
