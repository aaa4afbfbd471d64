"""A deck as it is or was: in a folder, in a package, at a revision of git."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath

from ipt_cards.anki.comparison import Contents, contents_of_collection, contents_of_folder
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.problem import DeckError
from ipt_cards.deck.reading.folder import DECK_FILE, load_deck
from ipt_cards.git import committed
from ipt_cards.scratch_folder import scratch_folder
from ipt_cards.study.errors import StudyError
from ipt_cards.study.presenting.words import counted

_ANKIS_FILES = frozenset({".apkg", ".colpkg", ".anki2"})


def contents_of(named: str, beside: str) -> Contents:
    """The notes of the deck that is named: a package, a folder, a bundled deck or a revision.

    A revision is git's name of a commit, such as v1.0 or HEAD~3, and means the folder `beside` as
    it was then; `v1.0:decks/ipt` names the folder, too. Where neither names a folder, the one meant
    is the folder that one works in if it is a deck, or the one deck in it.

    Raises StudyError for what is none of these and for a deck with errors, AnkiFileError for a file
    that is no package, OSError.
    """
    path = Path(named)
    if path.is_file():
        with open_collection(path) as collection:
            return contents_of_collection(collection)
    folder = _folder(named)
    if folder is not None:
        return _in_folder(folder, named)
    revision, _, inside = named.partition(":")
    start = Path() if inside else _folder_meant(beside)
    if start is not None:
        with _at_revision(revision, start, inside or ".") as then:
            if then is not None:
                return _in_folder(then, named)
    if _is_path(named):
        raise StudyError(f"there is no file or folder `{named}`")
    if start is None:
        raise StudyError(
            f"`{named}` is no package and no deck's folder. If it is a revision of git, name the "
            f"deck's folder, too, such as `{named}:my-deck`, or as the other side"
        )
    raise StudyError(
        f"`{named}` is no package, no deck's folder and no revision of one in git: name two of "
        "these, such as `old.apkg my-deck` or `v1.0 my-deck`"
    )


def _in_folder(folder: Path, named: str) -> Contents:
    try:
        return contents_of_folder(load_deck(folder), folder)
    except DeckError as error:
        first = error.problems[0]
        raise StudyError(
            f"the deck of `{named}` has {counted(len(error.problems), 'error')}, so nothing was "
            f"compared: {first.at}: {first.message}"
        ) from None


def _folder_meant(beside: str) -> Path | None:
    """The folder that a revision is of, by what it is compared with or by the working folder."""
    named = _folder(beside) or _folder(beside.partition(":")[2])
    if named is not None:
        return named
    if Path(DECK_FILE).is_file():
        return Path()
    decks = [each.parent for each in Path().glob(f"*/{DECK_FILE}")]
    return decks[0] if len(decks) == 1 else None


def _is_path(named: str) -> bool:
    """Whether a name that leads to nothing is meant for a file or folder, not for a revision."""
    path = PurePath(named)
    return path.suffix in _ANKIS_FILES or path.is_absolute() or named.startswith((".", "~"))


def _folder(named: str) -> Path | None:
    try:
        return find_deck(named) if named else None
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
