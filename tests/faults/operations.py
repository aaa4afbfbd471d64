"""What a learner does that writes files, how to get ready for it, and what has to hold afterwards."""

import json
import random
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ipt_cards.atomic_file import PARTIAL
from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.exam.mock.past_exam import from_line
from ipt_cards.exam.mock.saved_sitting import from_json
from ipt_cards.progress.entries import Entry
from ipt_cards.progress.fold import fold
from ipt_cards.progress.lines import read_lines, to_line
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.storage import database
from ipt_cards.scheduling.grade import Grade
from tests.faults.faulty import Ended, run
from tests.progress.first_edition import insert_as_first_edition
from tests.progress.making import BERLIN, review
from tests.quiz.making import plain_notes

OF_SQLITE = ("", "-journal", "-wal", "-shm")
"""What SQLite's files beside one are named after it, the file itself among them."""

CARDS = 12
DECK = Deck(
    id="small",
    name="Small",
    topics=(Topic("basics", "Basics", plain_notes(CARDS)),),
    blueprint=Blueprint((("basics", 100),), questions=6, minutes=9),
)
EXAM = datetime.now(UTC) + timedelta(days=60)
HISTORY: list[Entry] = [review(f"note-{n}/forward", Grade.GOOD, number=n) for n in range(CARDS)]
OTHERS: list[Entry] = [
    review(f"other-{n}", Grade(n % 6), day=n % 90, number=100 + n) for n in range(300)
]
IN_ANKI: list[Entry] = [
    review(f"note-{n % CARDS}/forward", Grade.GOOD, day=1 + n // CARDS, ms=n * 1000, number=500 + n)
    for n in range(60)
]
"""Answers of another machine, which come by way of Anki."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A command, with what it finds in the learner's home.

    inspect: raises AssertionError where what the command left isn't sound.
    """

    name: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path], None]
    inspect: Callable[[Path, Ended], None]
    stdin: str = ""


def log_of(home: Path) -> Path:
    return home / ".kept" / "progress.db"


def entries_in(path: Path) -> list[Entry]:
    """What a sound log holds. It can be written at once: nobody holds a lock."""
    with ReviewLog.open(path, BERLIN, busy_timeout_ms=0) as log:
        assert log.check() == []
        log.rebuild()
        entries = log.entries()
        assert log.progress() == fold(entries)
        return entries


def copied_entries_in(path: Path) -> list[Entry]:
    """What a copy of a log holds; opening the copy itself might migrate it."""
    with tempfile.TemporaryDirectory() as folder:
        return entries_in(Path(shutil.copy(path, folder)))


def look_after(home: Path) -> None:
    """What has to hold whatever was done: the files are known ones, and whole."""
    if log_of(home).exists():
        entries_in(log_of(home))
    for path in list(home.rglob("*")):
        if path.is_dir() or path.parent.name == "deck":
            continue
        if {"cache", "state", "shared", "taken"} & set(path.relative_to(home).parts):
            continue  # what is made anew where it is damaged, and what the operation looks at
        if path.name.endswith(tuple(PARTIAL + of_sqlite for of_sqlite in OF_SQLITE)):
            assert path.name.startswith(".")
        elif path == log_of(home):
            continue
        elif path.suffix == ".db":
            copied_entries_in(path)
        elif path.suffix == ".apkg":
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
        elif path.name.endswith(".exams.jsonl"):
            for line in path.read_bytes().split(b"\n")[:-1]:
                from_line(line)
        elif path.suffix == ".jsonl":
            list(read_lines(path.read_bytes().splitlines(keepends=True), path.name))
        elif ".exam-" in path.name:
            from_json(path.read_bytes())
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
        else:
            assert path.name == "config.toml", path


def _with_deck(home: Path) -> None:
    folder = home / "deck"
    folder.mkdir(parents=True)
    for name, text in deck_files(DECK, schema="").items():
        (folder / name).write_text(text, encoding="utf-8")


def _with_log(home: Path) -> None:
    _with_deck(home)
    with ReviewLog.open(log_of(home), BERLIN) as log:
        log.append(*HISTORY)


def _with_export(home: Path) -> None:
    _with_log(home)
    (home / "others.jsonl").write_bytes(b"".join(map(to_line, OTHERS)))


def _with_old_log(home: Path) -> None:
    _with_deck(home)
    migrations = database.MIGRATIONS
    database.MIGRATIONS = migrations[:1]
    try:
        with (
            closing(database.connect(log_of(home), BERLIN)) as connection,
            database.transaction(connection),
        ):
            for entry in OTHERS:
                insert_as_first_edition(connection, entry)
    finally:
        database.MIGRATIONS = migrations


def _old_log_is_there(home: Path, _ended: Ended) -> None:
    assert entries_in(log_of(home)) == sorted(OTHERS, key=lambda entry: entry.id)


def _acknowledged_is_there(home: Path, ended: Ended) -> None:
    screens = ended.output.count(" left)")
    answers = entries_in(log_of(home)) if log_of(home).exists() else []
    assert len(answers) >= screens - 1
    if ended.code == 0:
        assert len(answers) == CARDS


def _all_or_nothing_merged(home: Path, ended: Ended) -> None:
    entries = entries_in(log_of(home))
    both = sorted([*HISTORY, *OTHERS], key=lambda entry: entry.id)
    assert entries in (HISTORY, both)
    if ended.code == 0:
        assert entries == both


def _log_as_it_was(home: Path, _ended: Ended) -> None:
    assert entries_in(log_of(home)) == HISTORY


def _whole_export(home: Path, ended: Ended) -> None:
    _log_as_it_was(home, ended)
    assert ended.code or (home / "out.jsonl").exists()
    if (home / "out.jsonl").exists():
        assert (home / "out.jsonl").read_bytes() == b"".join(map(to_line, HISTORY))


def _whole_backup(home: Path, ended: Ended) -> None:
    _log_as_it_was(home, ended)
    assert ended.code or (home / "copy.db").exists()
    if (home / "copy.db").exists():
        assert copied_entries_in(home / "copy.db") == HISTORY


def _with_damaged_log(home: Path) -> None:
    """Only the file's head is damaged, so that every entry can be saved."""
    _with_deck(home)
    damaged = home / "shared" / "damaged.db"
    with ReviewLog.open(damaged, BERLIN) as log:
        log.append(*OTHERS)
    damaged.write_bytes(b"\xa5" * 4096 + damaged.read_bytes()[4096:])


def _whole_recovery(home: Path, ended: Ended) -> None:
    assert ended.code or (home / "copy.db").exists()
    if (home / "copy.db").exists():
        assert copied_entries_in(home / "copy.db") == sorted(OTHERS, key=lambda entry: entry.id)


def _package_built(home: Path, ended: Ended) -> None:
    assert ended.code or (home / "deck.apkg").exists()


def _two_machines(home: Path) -> None:
    """Another machine's log lies in the folder that both share; this one syncs for the first time."""
    _with_log(home)
    other, shared = home.with_name(f"{home.name}-other"), home / "shared"
    shared.mkdir()
    with ReviewLog.open(log_of(other), BERLIN) as log:
        log.append(*OTHERS)
    assert run(other, "sync", shared, "--device", "other").code == 0


def _with_package(home: Path) -> None:
    """A package lies here that another machine built with its progress."""
    _with_log(home)
    other = home.with_name(f"{home.name}-other")
    with ReviewLog.open(log_of(other), BERLIN) as log:
        log.append(*IN_ANKI)
    package = home / "anki.apkg"
    assert run(other, "build", home / "deck", "--with-progress", "-o", package).code == 0


def _all_or_nothing_imported(home: Path, ended: Ended) -> None:
    entries = entries_in(log_of(home))
    imported = [entry for entry in entries if entry not in HISTORY]
    assert len(entries) - len(imported) == len(HISTORY)
    assert len(imported) in {0, len(IN_ANKI)}
    if ended.code == 0:
        assert imported


def _taken_whole_or_not_at_all(home: Path, ended: Ended) -> None:
    _log_as_it_was(home, ended)
    taken = home / "taken" / "deck"
    assert ended.code or taken.exists()
    if taken.exists():
        assert len(list(load_deck(taken).cards())) == CARDS


def _synced(home: Path, ended: Ended) -> None:
    _all_or_nothing_merged(home, ended)
    for path in (home / "shared").rglob("*.jsonl"):
        told = set(read_lines(path.read_bytes().splitlines(keepends=True), path.name, growing=True))
        assert told <= {*HISTORY, *OTHERS}


OPERATIONS = (
    Operation("build", ("build", "deck", "-o", "deck.apkg"), _with_deck, _package_built),
    Operation(
        "quiz",
        ("quiz", "deck", "--new", "100", "--siblings"),
        _with_deck,
        _acknowledged_is_there,
        stdin="\n4\n" * CARDS,
    ),
    Operation("merge", ("progress", "merge", "others.jsonl"), _with_export, _all_or_nothing_merged),
    Operation("export", ("progress", "export", "-o", "out.jsonl"), _with_log, _whole_export),
    Operation("backup", ("progress", "backup", "copy.db"), _with_log, _whole_backup),
    Operation(
        "recover",
        ("progress", "recover", "--progress", "shared/damaged.db", "copy.db"),
        _with_damaged_log,
        _whole_recovery,
    ),
    Operation("migration", ("progress", "check"), _with_old_log, _old_log_is_there),
    Operation(
        "anki import",
        ("anki", "import", "anki.apkg", "--deck", "deck"),
        _with_package,
        _all_or_nothing_imported,
    ),
    Operation(
        "adopt",
        ("anki", "adopt", "anki.apkg", "-o", "taken/deck"),
        _with_package,
        _taken_whole_or_not_at_all,
    ),
    Operation("sync", ("sync", "shared", "--device", "this"), _two_machines, _synced),
    Operation("rebuild", ("progress", "rebuild"), _with_log, _log_as_it_was),
    Operation(
        "exam",
        ("exam", "deck"),
        _with_log,
        _log_as_it_was,
        stdin="\nr\n" * 6 + ":h\n",
    ),
    Operation("plan", ("plan", "deck", "--exam", f"{EXAM:%F}"), _with_log, _log_as_it_was),
    Operation("config", ("config", "set", "new", "7"), _with_log, _log_as_it_was),
)
BY_NAME = {operation.name: operation for operation in OPERATIONS}


def sizes(seed: random.Random, most: int = 120_000) -> int:
    """A number of bytes, of any order of magnitude."""
    return int(2 ** seed.uniform(0, most.bit_length()))
