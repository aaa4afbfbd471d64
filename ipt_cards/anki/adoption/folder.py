"""Writing an adopted deck to a folder: whole, or not at all, and only what `check` accepts."""

import re
from bisect import bisect
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ipt_cards.anki.adoption.change import Change, Reason
from ipt_cards.anki.adoption.deck import AdoptedDeck
from ipt_cards.anki.origin_file import ORIGIN_FILE, origin_json
from ipt_cards.deck.reading.folder import DECK_FILE, Reading, read_folder
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.scratch_folder import scratch_folder


def write_adopted(adopted: AdoptedDeck, target: Path, others: Mapping[str, str]) -> AdoptedDeck:
    """Write the deck to a new folder, with the `others`: texts by file name.

    Gives the deck as it was written: without the notes that couldn't be read again, each of them
    and told in `changes`. Raises OSError, and AnkiFileError where a medium can't be unpacked.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(target) as scratch:
        folder = scratch / "deck"
        folder.mkdir()
        names = {path: name for name, path in adopted.media.paths.items()}
        for path in adopted.origin.media:
            (folder / path).parent.mkdir(exist_ok=True)
            adopted.media.copy(names[path], folder / path)
        _write(adopted, folder, others)
        reading = read_folder(folder)
        if any(problem.is_error for problem in reading.problems):
            adopted = _without_refused(adopted, reading, folder)
            for file in folder.glob("*.yaml"):
                file.unlink()
            _write(adopted, folder, others)
        _move(folder, target)
    return adopted


def _move(folder: Path, target: Path) -> None:
    if not target.is_dir():
        folder.replace(target)
        return
    # An empty folder stays the one it is, for somebody may stand in it. It is a deck's last.
    for path in sorted(folder.iterdir(), key=lambda path: path.name == DECK_FILE):
        path.replace(target / path.name)


def _write(adopted: AdoptedDeck, folder: Path, others: Mapping[str, str]) -> None:
    files = {**deck_files(adopted.deck, schema=""), ORIGIN_FILE: origin_json(adopted.origin)}
    for name, text in {**files, **others}.items():
        (folder / name).write_bytes(text.encode())


def _without_refused(adopted: AdoptedDeck, reading: Reading, folder: Path) -> AdoptedDeck:
    kept = {note.id for note in reading.deck.notes()} if reading.deck else set()
    why = _problems_by_note(reading, folder)
    topics = tuple(
        replace(topic, notes=tuple(note for note in topic.notes if note.id in kept))
        for topic in adopted.deck.topics
    )
    refused = [note.id for note in adopted.deck.notes() if note.id not in kept]
    deck = replace(adopted.deck, topics=tuple(topic for topic in topics if topic.notes))
    changes = [change for change in adopted.changes if change.note not in set(refused)]
    changes += [Change(Reason.REFUSED, note, why.get(note, "")) for note in refused]
    return replace(adopted, deck=deck, changes=tuple(changes))


def _problems_by_note(reading: Reading, folder: Path) -> dict[str, str]:
    starts: dict[str, list[tuple[int, str]]] = {}
    found: dict[str, str] = {}
    for problem in reading.problems:
        name = problem.at.file
        if name not in starts:
            lines = (folder / name).read_text(encoding="utf-8").split("\n")
            matches = [(n, re.match(r"  - id: (\S+)", line)) for n, line in enumerate(lines, 1)]
            starts[name] = [(number, match[1].strip("'\"")) for number, match in matches if match]
        place = bisect(starts[name], problem.at.line, key=lambda start: start[0])
        if place:
            found.setdefault(starts[name][place - 1][1], problem.message)
    return found
