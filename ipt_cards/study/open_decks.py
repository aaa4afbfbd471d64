"""Decks that stay open while their files may be edited."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ipt_cards.deck.deck import Labels
from ipt_cards.deck.problem import DeckError
from ipt_cards.deck.reading.folder import DECK_FILE, topic_files
from ipt_cards.study.decks import load_deck
from ipt_cards.study.errors import StudyError


class OpenDeck:
    """A deck as it is now or, while its files have errors, as it last was without.

    problem: what is wrong with its files now, in a sentence; "" for nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problem = ""
        self._files = _stamps(folder)
        self.deck = load_deck(folder)
        self.labels = Labels.of(self.deck)

    def refresh(self) -> bool:
        """Read the deck anew where its files were written to. Returns whether it is another now."""
        files = _stamps(self.folder)
        if files == self._files:
            return False
        self._files = files
        try:
            deck = load_deck(self.folder)
        except DeckError as error:
            first, more = error.problems[0], len(error.problems) - 1
            also = f" (and {more} more)" if more else ""
            self.problem = f"{first.at}: {first.message}{also}. The deck is shown as it was."
            return False
        except OSError as error:
            self.problem = f"The deck can't be read ({error}). It is shown as it was."
            return False
        self.problem = ""
        self.deck = deck
        self.labels = Labels.of(deck)
        return True


class OpenDecks(Mapping[str, OpenDeck]):
    """Some decks by their ids, in the order in which they were named.

    Raises StudyError where two have one id, DeckError for one with errors, and OSError.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._decks: dict[str, OpenDeck] = {}
        for folder in folders:
            opened = OpenDeck(folder)
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


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    found = {}
    try:
        for path in (folder / DECK_FILE, *topic_files(folder)):
            status = path.stat()
            found[path.name] = status.st_mtime_ns, status.st_size
    except OSError:  # reading it will tell
        pass
    return found
