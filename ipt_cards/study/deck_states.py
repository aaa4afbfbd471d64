"""A deck as it is or was: in a folder, in a package, at a revision of git."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath

from ipt_cards.anki.comparison import Contents, contents_of_collection, contents_of_folder
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.reading.folder import DECK_FILE, load_deck
from ipt_cards.git import committed
from ipt_cards.scratch_folder import scratch_folder
from ipt_cards.study.errors import StudyError

_ANKIS_FILES = frozenset({".apkg", ".colpkg", ".anki2"})


def contents_of(named: str, beside: str) -> Contents:
    """The notes of the deck that is named: a package, a folder, a bundled deck or a revision.

    A revision is git's name of a commit, such as v1.0 or HEAD~3, and means the folder `beside` as
    it was then; `v1.0:decks/ipt` names the folder, too.

    Raises StudyError for what is none of these, DeckError for a deck with errors, AnkiFileError for
    a file that is no package, OSError.
    """
    path = Path(named)
    if path.is_file():
        with open_collection(path) as collection:
            return contents_of_collection(collection)
    folder = _folder(named)
    if folder is not None:
        return contents_of_folder(load_deck(folder), folder)
    revision, _, inside = named.partition(":")
    other = _folder(beside)
    start = Path() if inside else other
    if start is not None:
        with _at_revision(revision, start, inside or ".") as then:
            if then is not None:
                return contents_of_folder(load_deck(then), then)
    if _is_path(named):
        raise StudyError(f"there is no file or folder `{named}`")
    raise StudyError(
        f"`{named}` is no package, no deck's folder and no revision of one in git: name two of "
        "these, such as `old.apkg my-deck` or `v1.0 my-deck`"
    )


def _is_path(named: str) -> bool:
    """Whether a name that leads to nothing is meant for a file or folder, not for a revision."""
    path = PurePath(named)
    return path.suffix in _ANKIS_FILES or path.is_absolute() or named.startswith((".", "~"))


def _folder(named: str) -> Path | None:
    try:
        return find_deck(named)
    except FileNotFoundError:
        return None


@contextmanager
def _at_revision(revision: str, start: Path, inside: str) -> Iterator[Path | None]:
    """A copy of a folder as it was at a revision; None where git knows of none."""
    if revision.startswith("-"):
        yield None
        return
    told = committed(start, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    commit = (told or b"").decode().strip()
    listed = committed(start, "ls-tree", "-r", "-z", commit, "--", inside) if commit else None
    if not listed:
        yield None
        return
    with scratch_folder() as copy:
        root = PurePosixPath(inside)
        for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
            if not entry:
                continue
            mode, kind, blob = entry.partition("\t")[0].split()
            name = PurePosixPath(entry.partition("\t")[2]).relative_to(root)
            if kind != "blob" or mode == "120000" or ".." in name.parts:
                continue
            target = copy.joinpath(*name.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(committed(start, "cat-file", "blob", blob) or b"")
        yield copy if (copy / DECK_FILE).is_file() else None
