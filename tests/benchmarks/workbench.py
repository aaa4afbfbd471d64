"""The decks, logs and commands that are measured, in a folder of their own."""

import os
import shutil
import sys
import time
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import decks, peers
from tests.benchmarks.comparison import Pair
from tests.benchmarks.decks import LONG_NOTES, PICTURED, SHAPES, SHORT_NOTES
from tests.benchmarks.logs import write_log
from tests.benchmarks.pages import kilobytes, seconds_to_first_page, seconds_to_follow
from tests.benchmarks.processes import (
    ROOT,
    Command,
    Usage,
    printed_numbers,
    run,
    seconds_to_first_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAMS = Path(sys.executable).parent
PYTHON = Path(sys.executable)
OURS = PROGRAMS / "ipt-cards"
IN_PROCESS = Path(__file__).with_name("in_process")
EXAM_DAYS = 180
QUIZ_PAGE = "/decks/measured/quiz"
BASIC = {SHORT_NOTES.name, LONG_NOTES.name}
"""The shapes that anki-yaml-tool has notes of."""


class Workbench:
    """Makes what it measures with when it is first needed, and measures a pair by its name.

    folder: an empty one, which the caller removes. peers_folder: the peers' environment.
    """

    def __init__(self, folder: Path, peers_folder: Path) -> None:
        self._folder = folder
        self._peers_folder = peers_folder
        self._edits = count(1)
        self._caches = count(1)
        self._environment = {
            name: value
            for name, value in os.environ.items()
            # PYTHON…: one of them may keep bytecode from being written, which pip does for whoever
            # installs a program, as it did for the peers.
            if not name.startswith(("IPT_CARDS_", "PYTHON"))
        } | {
            "IPT_CARDS_STATE": str(folder / "state"),
            "IPT_CARDS_PROGRESS": str(folder / "progress.db"),
            "IPT_CARDS_CONFIG": str(folder / "config.toml"),
            "IPT_CARDS_CACHE": str(folder / "cache"),
            "TZ": "UTC",
        }
        self._decks: dict[tuple[str, int], Path] = {}
        self._for_peers: dict[tuple[str, str], Path] = {}
        self._measures: dict[str, Callable[[], Pair]] = {
            **{f"build-{shape}": partial(self._build, shape) for shape in SHAPES},
            **{f"edit-{shape}": partial(self._edit, shape) for shape in SHAPES},
            **{f"check-{shape}": partial(self._check, shape) for shape in SHAPES},
            **{f"recheck-{shape}": partial(self._recheck, shape) for shape in SHAPES},
            **{f"genanki-{shape}": partial(self._genanki, shape) for shape in SHAPES},
            "hundred-thousand": lambda: self._hundred_thousand(0),
            "memory": lambda: self._hundred_thousand(1),
            "size": self._size,
            "version": lambda: Pair(self._seconds([OURS, "--version"]), self._import("click")),
            "help": lambda: Pair(self._seconds([OURS, "--help"]), self._import("click")),
            "quiz": lambda: Pair(self._first_question(), self._import("click, sqlite3")),
            "stats": lambda: self._beside_the_quiz("stats"),
            "plan-again": self._plan_again,
            "readiness": lambda: self._beside_the_quiz("readiness", "--on", _exam_day()),
            "answer": self._answer,
            "sm-2": lambda: self._reviews_a_second("supermemo2"),
            "rebuild": self._rebuild,
            "plan": self._plan,
            "web-question": self._web_question,
            "web-start": self._web_start,
            "web-page": lambda: Pair(
                kilobytes(*self._web(self._deck(LONG_NOTES.name, 10_000), QUIZ_PAGE)), 60
            ),
            "preview": self._preview,
            "adopt": self._adopt,
            "sm-2-peer": lambda: self._reviews_a_second("sm-2"),
            "fsrs-peer": lambda: self._reviews_a_second("fsrs"),
        }

    def measure(self, name: str) -> Pair:
        """Measure ours and the other's once."""
        return self._measures[name]()

    @staticmethod
    def can_measure(name: str) -> bool:
        """Whether this platform tells what is needed: Windows tells no peak of an ended process."""
        return name != "memory" or hasattr(os, "wait4")

    def prepare(self, name: str) -> None:
        """Measure once without keeping it, so that everything is made and in the disk's cache."""
        self.measure(name)

    # The decks and logs

    @cached_property
    def _peers(self) -> Path:
        return peers.installed(self._peers_folder)

    def _deck(self, shape: str, notes: int) -> Path:
        if (shape, notes) not in self._decks:
            folder = self._folder / f"{shape}-{notes}"
            decks.write_deck(folder, notes, SHAPES[shape])
            if shape == PICTURED.name:
                decks.write_pictures(folder)
            for path in folder.rglob("*.*"):  # so that an edit is later, as it is in life
                os.utime(path, (time.time() - 3600,) * 2)
            self._decks[shape, notes] = folder
        return self._decks[shape, notes]

    @cached_property
    def _one_file(self) -> Path:
        folder = self._folder / "one-file"
        decks.write_deck(folder, 10_000, a_topic=10_000)
        return folder

    def _for(self, peer: str, shape: str) -> Path:
        if (peer, shape) not in self._for_peers:
            if peer == "anki-yaml-tool":
                file = self._folder / f"{shape}.yaml"
                decks.write_for_anki_yaml_tool(file, 10_000, SHAPES[shape])
            else:
                file = self._folder / f"{shape}-genanki" / "notes.json"
                file.parent.mkdir()
                decks.write_for_genanki(file, _notes(shape), SHAPES[shape])
                if shape == PICTURED.name:
                    decks.write_pictures(file.parent)
            self._for_peers[peer, shape] = file
        return self._for_peers[peer, shape]

    @cached_property
    def _from_anki(self) -> Path:
        package = self._folder / "from-anki.apkg"
        script = "tests.benchmarks.in_process.write_anki_package"
        self._in_process(script, package, "20000")
        return package

    @cached_property
    def _long_log(self) -> Path:
        return self._made_log("long.db", 100_000, days=365)

    @cached_property
    def _planned_log(self) -> Path:
        # Of its own, for the quiz follows a plan. Made once, for what a log's answers come to is
        # kept in it, as in the one that `stats` and `readiness` read.
        return self._made_log("planned.db", 100_000, days=365)

    @cached_property
    def _short_log(self) -> Path:
        return self._made_log("short.db", 1_000, days=30)

    @cached_property
    def _longest_log(self) -> Path:
        return self._made_log("longest.db", 1_000_000, days=3650)

    @cached_property
    def _cards(self) -> Path:
        file = self._folder / "cards.txt"
        file.write_text("\n".join(_card_keys()), encoding="utf-8")
        return file

    @property
    def _with_long_log(self) -> dict[str, str]:
        return self._environment | {"IPT_CARDS_PROGRESS": str(self._long_log)}

    def _made_log(self, name: str, reviews: int, *, days: int) -> Path:
        path = self._folder / name
        write_log(path, _card_keys(), reviews, until_ms=time.time_ns() // 1_000_000, days=days)
        return path

    # The pairs

    def _build(self, shape: str) -> Pair:
        ours = self._cold_build(self._deck(shape, _notes(shape))).seconds
        if shape in BASIC:
            return Pair(ours, self._anki_yaml_tool("build", shape))
        return Pair(ours, self._genanki_alone(shape))

    def _edit(self, shape: str) -> Pair:
        deck, output = self._deck(shape, _notes(shape)), self._folder / f"{shape}-edited.apkg"
        build: Command = [OURS, "build", deck, "-o", output]
        if not output.exists():
            self._seconds(build)
        decks.edit_one_note(deck, next(self._edits))
        ours = self._seconds(build)
        if shape in BASIC:
            return Pair(ours, self._anki_yaml_tool("build", shape))
        return Pair(ours, self._cold_build(deck).seconds)

    def _check(self, shape: str) -> Pair:
        check: Command = [OURS, "check", self._deck(shape, _notes(shape))]
        return Pair(self._cold(check).seconds, self._anki_yaml_tool("validate", shape))

    def _recheck(self, shape: str) -> Pair:
        check: Command = [OURS, "check", self._deck(shape, _notes(shape))]
        self._seconds(check)
        ours = self._seconds(check)
        if shape in BASIC:
            return Pair(ours, self._anki_yaml_tool("validate", shape))
        return Pair(ours, self._cold(check).seconds)

    def _hundred_thousand(self, figure: int) -> Pair:
        basic = LONG_NOTES.name
        large, small = self._deck(basic, 100_000), self._deck(basic, 10_000)
        return Pair(self._cold_build(large)[figure], self._cold_build(small)[figure])

    def _size(self) -> Pair:
        self._cold_build(self._deck(LONG_NOTES.name, 10_000))
        self._genanki_alone(LONG_NOTES.name)
        ours, other = self._folder / "cold.apkg", self._folder / "genanki.apkg"
        return Pair(ours.stat().st_size, other.stat().st_size)

    def _first_question(self) -> float:
        quiz: Command = [OURS, "quiz", self._deck(LONG_NOTES.name, 10_000)]
        return seconds_to_first_line(quiz, self._folder, self._with_long_log, "?")

    def _beside_the_quiz(self, command: str, *options: str) -> Pair:
        words: Command = [OURS, command, self._deck(LONG_NOTES.name, 10_000), *options]
        ours = run(words, self._folder, self._with_long_log).seconds
        return Pair(ours, self._first_question())

    def _answer(self) -> Pair:
        append = "tests.benchmarks.in_process.append"
        return Pair(*self._in_process(append, self._long_log, self._short_log, self._cards))

    def _rebuild(self) -> Pair:
        [ours] = self._in_process("tests.benchmarks.in_process.rebuild", self._longest_log)
        [other] = self._in_process("tests.benchmarks.in_process.bare_loop", self._longest_log)
        return Pair(ours, other)

    def _plan_again(self) -> Pair:
        deck = self._deck(LONG_NOTES.name, 10_000)
        plan: Command = [OURS, "plan", deck, "--exam", _exam_day()]
        environment = self._environment | {"IPT_CARDS_PROGRESS": str(self._planned_log)}
        return Pair(run(plan, self._folder, environment).seconds, self._first_question())

    def _plan(self) -> Pair:
        deck = self._deck(LONG_NOTES.name, 5_000)
        plan: Command = [OURS, "plan", deck, "--exam", _exam_day(), "--minutes", "300"]
        return Pair(self._cold(plan).seconds, self._cold([OURS, "check", deck]).seconds)

    def _web_question(self) -> Pair:
        script = "tests.benchmarks.in_process.next_question"
        log = self._folder / "asked.db"
        shutil.copy(self._long_log, log)
        [ours] = self._in_process(script, self._deck(LONG_NOTES.name, 10_000), log)
        return Pair(ours, 0.030)

    def _web_start(self) -> Pair:
        ours = seconds_to_first_page(*self._web("ipt", "/"))
        return Pair(ours, self._import("starlette, uvicorn"))

    def _preview(self) -> Pair:
        preview: Command = [OURS, "preview", self._one_file]
        file = next(self._one_file.glob("topic-*.yaml"))
        return Pair(seconds_to_follow(preview, self._folder, self._environment, file), 0.5)

    def _adopt(self) -> Pair:
        adopted = self._folder / "adopted"
        shutil.rmtree(adopted, ignore_errors=True)
        ours = self._seconds([OURS, "anki", "adopt", self._from_anki, "-o", adopted])
        script = IN_PROCESS / "import_anki_package.py"
        return Pair(ours, self._seconds([PYTHON, script, self._from_anki]))

    def _web(self, deck: Path | str, page: str) -> tuple[Command, Path, dict[str, str], str]:
        return [OURS, "web", deck], self._folder, self._environment, page

    def _genanki(self, shape: str) -> Pair:
        ours = self._cold_build(self._deck(shape, _notes(shape))).seconds
        return Pair(ours, self._genanki_alone(shape))

    def _reviews_a_second(self, library: str) -> Pair:
        script = IN_PROCESS / "reviews_a_second.py"
        [ours] = printed_numbers([PYTHON, script, "ours"], ROOT, self._environment)
        peer: Command = [self._peers / "python", script, library]
        [other] = printed_numbers(peer, ROOT, self._environment)
        return Pair(ours, other)

    # Processes

    def _cold_build(self, deck: Path) -> Usage:
        output = self._folder / "cold.apkg"
        output.unlink(missing_ok=True)
        return self._cold([OURS, "build", deck, "-o", output])

    def _cold(self, command: Command) -> Usage:
        """Run a command of ours with nothing cached and nothing remembered."""
        kept = self._folder / f"cold-{next(self._caches)}"
        environment = self._environment | {
            "IPT_CARDS_CACHE": str(kept / "cache"),
            "IPT_CARDS_STATE": str(kept / "state"),
        }
        usage = run(command, self._folder, environment)
        shutil.rmtree(kept, ignore_errors=True)
        return usage

    def _seconds(self, command: Command) -> float:
        return run(command, self._folder, self._environment).seconds

    def _import(self, modules: str) -> float:
        return self._seconds([PYTHON, "-c", f"import {modules}"])

    def _in_process(self, module: str, *arguments: Path | str) -> list[float]:
        return printed_numbers([PYTHON, "-m", module, *arguments], ROOT, self._environment)

    def _anki_yaml_tool(self, command: str, shape: str) -> float:
        words: list[str | Path] = [self._peers / "anki-yaml-tool", command]
        words += ["--file", self._for("anki-yaml-tool", shape)]
        if command == "build":
            words += ["--output", self._folder / "peer.apkg"]
        return self._seconds(words)

    def _genanki_alone(self, shape: str) -> float:
        script = IN_PROCESS / "genanki_alone.py"
        target = self._folder / "genanki.apkg"
        return self._seconds([self._peers / "python", script, self._for("genanki", shape), target])


def _notes(shape: str) -> int:
    return decks.PICTURES if shape == PICTURED.name else 10_000


def _exam_day() -> str:
    return time.strftime("%Y-%m-%d", time.localtime(time.time() + EXAM_DAYS * 86_400))


def _card_keys() -> list[str]:
    return [f"{note.id}/forward" for topic in decks.topics(10_000) for note in topic]
