"""The decks that come with the package, and how a person names a deck."""

from pathlib import Path

from ipt_cards.deck.reading.folder import DECK_FILE

DEFAULT_DECK = "ipt"

_PACKAGE = Path(__file__).parents[1]


def bundled_decks() -> Path:
    """The folder of the decks that come with the package: in the wheel, or in the checkout."""
    installed = _PACKAGE / "decks"
    return installed if installed.is_dir() else _PACKAGE.parent / "decks"


def is_installed(folder: Path) -> bool:
    """Whether a deck lies inside of the installed package, where an upgrade replaces it."""
    return folder.resolve().is_relative_to((_PACKAGE / "decks").resolve())


def bundled_names() -> list[str]:
    """The names of the decks that come with the package."""
    return sorted(path.parent.name for path in bundled_decks().glob(f"*/{DECK_FILE}"))


def find_deck(name_or_folder: str) -> Path:
    """The folder of a deck, told by its path or by the name of a bundled deck.

    A file in a deck's folder stands for the deck. Raises FileNotFoundError, with a message for
    people, where there is no such deck.
    """
    path = Path(name_or_folder)
    if path.is_dir():
        return path
    if path.is_file() and path.suffix in (".yaml", ".yml"):
        return path.parent
    if name_or_folder in bundled_names():
        return bundled_decks() / name_or_folder
    raise FileNotFoundError(
        f"there is no deck `{name_or_folder}`: name a folder that holds a {DECK_FILE}, "
        f"or a bundled deck ({', '.join(bundled_names())})"
    )
