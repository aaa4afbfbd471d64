"""Decks that stay open while their files may be edited."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ipt_cards.deck.deck import Labels
from ipt_cards.deck.problem import DeckError
from ipt_cards.deck.reading.folder import DECK_FILE, topic_files
from ipt_cards.deck.text import visible
from ipt_cards.study.decks import load_deck, shown_path
from ipt_cards.study.errors import StudyError

Stamps = dict[str, tuple[int, int]]
"""When each file was written to last, in nanoseconds, and its size."""


class OpenDeck:
    """A deck as it is now or, while its files have errors, as it last was without.

    problem: what keeps its files from being read now, on one line; "" for nothing.
    tell: is called with each new problem.
    """

    def __init__(self, folder: Path, tell: Callable[[str], object] | None = None) -> None:
        self.folder = folder
        self.problem = ""
        self._tell = tell
        self._files = _stamps(folder)
        self._beside: Stamps = {}
        self.deck = load_deck(folder)
        self.labels = Labels.of(self.deck)

    def refresh(self) -> bool:
        """Read the deck anew where its files were written to. Returns whether it is another now."""
        files = _stamps(self.folder)
        if files == self._files and not (self.problem and _beside(self.folder) != self._beside):
            return False
        self._files, self._beside = files, _beside(self.folder)
        try:
            deck = load_deck(self.folder)
        except DeckError as error:
            first, more = error.problems[0], len(error.problems) - 1
            at = first.at._replace(file=str(shown_path(self.folder / first.at.file)))
            self._keep(f"{at}: {first.message}" + (f" (and {more} more)" if more else ""))
            return False
        except OSError as error:
            self._keep(str(error))
            return False
        self.problem = ""
        self.deck = deck
        self.labels = Labels.of(deck)
        return True

    def _keep(self, why: str) -> None:
        before = self.problem
        self.problem = visible(
            f"The files of {self.deck.name} can't be read now, so its last good state is shown. "
            + why
        )
        if self._tell is not None and self.problem != before:
            self._tell(self.problem)


class OpenDecks(Mapping[str, OpenDeck]):
    """Some decks by their ids, in the order in which they were named; `tell` as in OpenDeck.

    Raises StudyError where two have one id, DeckError for one with errors, and OSError.
    """

    def __init__(
        self, folders: Iterable[Path], tell: Callable[[str], object] | None = None
    ) -> None:
        self._decks: dict[str, OpenDeck] = {}
        for folder in folders:
            opened = OpenDeck(folder, tell)
            other = self._decks.setdefault(opened.deck.id, opened)
            if other is not opened and other.folder.resolve() != folder.resolve():
                raise StudyError(
                    f"{other.folder} and {folder} both have the id `{opened.deck.id}`: open one "
                    "of them, or give one another id in its deck.yaml"
                )

    def __getitem__(self, deck_id: str) -> OpenDeck:
        return self._decks[deck_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._decks)

    def __len__(self) -> int:
        return len(self._decks)


def _stamps(folder: Path) -> Stamps:
    found: Stamps = {}
    try:
        for path in (folder / DECK_FILE, *topic_files(folder)):
            status = path.stat()
            found[path.name] = status.st_mtime_ns, status.st_size
    except OSError:  # reading it will tell
        pass
    return found


def _beside(folder: Path) -> Stamps:
    """What may mend a deck whose files stay as they are: a picture, or leave to read a file."""
    found: Stamps = {}
    try:
        for path in folder.rglob("*"):
            status = path.lstat()
            found[str(path)] = status.st_ctime_ns, status.st_size
    except OSError:  # as above
        pass
    return found
