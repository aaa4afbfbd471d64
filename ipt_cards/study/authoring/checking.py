"""Every problem of a deck, kept for as long as nothing that a check looks at changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipt_cards.deck.bundled import find_deck
from ipt_cards.deck.problem import Position, Problem, Severity
from ipt_cards.deck.reading.cache.entries import Entries, as_json, code_sign, key_of
from ipt_cards.deck.reading.folder import DECK_FILE, topic_files
from ipt_cards.study.authoring.fronts import RememberedFronts, fronts_file
from ipt_cards.study.decks import kept_entries, read_deck

_PROGRAM = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: its problems in the order of reading, and how many notes there are."""

    problems: tuple[Problem, ...]
    notes: int

    @property
    def errors(self) -> int:
        """How many of the problems keep the deck from being used."""
        return sum(problem.is_error for problem in self.problems)


def check_deck(deck: str | Path) -> tuple[Problem, ...]:
    """Every error and warning of a deck, told by its folder or by the name of a bundled one.

    Raises FileNotFoundError where there is no such deck.
    """
    return checked(find_deck(str(deck))).problems


def checked(folder: Path) -> Checked:
    """What a check of the deck in a folder finds, renamed ids among it.

    A deck without errors is remembered, to tell what is renamed in it later. Raises OSError where a
    file can't be read.
    """
    entries = kept_entries()
    key = _key(folder)
    known = _known(folder, entries, key) if key else None
    return known or _check(folder, entries, key)


def _check(folder: Path, entries: Entries, key: str | None) -> Checked:
    from ipt_cards.deck.media_files.media import (  # noqa: PLC0415 - not of a deck that is known
        MediaFolder,
        media_in_deck,
    )
    from ipt_cards.deck.rules.pictures import picture_warnings  # noqa: PLC0415 - as above
    from ipt_cards.deck.rules.warnings import warnings  # noqa: PLC0415 - as above

    reading = read_deck(folder)
    problems = [*reading.problems, *warnings(reading, folder)]
    deck = reading.deck
    if deck is None:
        return Checked(tuple(problems), 0)
    media = MediaFolder(folder)
    problems += picture_warnings(deck, media)
    remembered = RememberedFronts(deck, folder)
    renames = remembered.renamed()
    found = Checked((*problems, *renames), sum(len(topic.notes) for topic in deck.topics))
    if not renames and not found.errors:
        remembered.remember(built=False)
        if key and key == _key(folder):  # else it was edited meanwhile
            places = {media.place(written) for written in media_in_deck(deck)}
            signs = {place: _sign(folder / place) for place in sorted(places)}
            fronts = _digest(fronts_file(deck.id, folder))
            rows = [[*each.at, each.rule, each.message, each.severity.value] for each in problems]
            said = [deck.id, fronts, signs, rows, found.notes]
            entries.keep("check", key, as_json(said))
            entries.prune()
    return found


def _known(folder: Path, entries: Entries, key: str) -> Checked | None:
    kept = entries.find("check", key)
    if kept is None:
        return None
    deck_id, fronts, signs, rows, notes = json.loads(kept)
    if fronts != _digest(fronts_file(deck_id, folder)) or not _are(signs, folder):
        return None
    problems = (
        Problem(Position(file, line, column), rule, message, Severity(severity))
        for file, line, column, rule, message, severity in rows
    )
    return Checked(tuple(problems), notes)


def _key(folder: Path) -> str | None:
    """Tells the deck's files, and the rules, from others; None where they can't be read."""
    try:
        files = [folder / DECK_FILE, *topic_files(folder)]
        said = [part for path in files for part in (path.name, path.read_bytes())]
        return key_of(str(folder.resolve()), code_sign(_PROGRAM / "deck"), *said)
    except OSError:
        return None


def _are(signs: Mapping[str, list[int]], folder: Path) -> bool:
    """Whether media are the files that they were."""
    try:
        return all(_sign(folder / place) == sign for place, sign in signs.items())
    except OSError:
        return False


def _sign(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def _digest(path: Path) -> str:
    try:
        return key_of(path.read_bytes())
    except OSError:
        return ""
