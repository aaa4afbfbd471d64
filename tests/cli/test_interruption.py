"""Ctrl-C while a command works, or is about to."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.command import environment_in
from tests.cli.learner import Learner

ROOT = Path(__file__).parents[2]
INTERRUPTED = "import signal; signal.raise_signal(signal.SIGINT)\n"


@pytest.mark.parametrize("command", [("export", "--to", "csv"), ("check",), ("list",)])
def test_an_interruption_ends_with_its_exit_code_wherever_it_comes(
    learner: Learner, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(learner.deck.parent)
    monkeypatch.setattr("ipt_cards.deck.reading.folder.topic_files", interrupted)
    done = learner.run(command[0], learner.deck, *command[1:])
    assert done.exit_code == 130
    assert done.stderr == "\nInterrupted.\n"
    assert not (learner.deck.parent / "small.csv").exists()


@pytest.mark.parametrize("imported", ["click", "rich", "yaml", "genanki"])
def test_an_interruption_while_packages_are_imported_is_no_defect(
    tmp_path: Path, imported: str
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / f"{imported}.py").write_text(INTERRUPTED)
    search = os.pathsep.join([str(tmp_path / "first"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", "ipt_cards", "build" if imported != "rich" else "stats", "ipt"],
        cwd=tmp_path,
        env=environment_in(tmp_path) | {"PYTHONPATH": search},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == "\nInterrupted.\n"
    assert done.returncode == 130


def test_an_interruption_while_arguments_are_read_ends_with_its_exit_code(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.Group.parse_args", interrupted)
    done = learner.run("check", learner.deck)
    assert done.exit_code == 130
    assert done.stderr == "\nInterrupted.\n"


def test_nothing_is_imported_before_an_interruption_can_be_told() -> None:
    entry = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, function = entry["project"]["scripts"]["ipt-cards"].partition(":")
    program = (
        "import importlib, sys; before = set(sys.modules); "
        f"assert callable(importlib.import_module({module!r}).{function}); "
        "print(*sorted(each for each in set(sys.modules) - before if each[:9] != 'ipt_cards'))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert set(told.stdout.split()) <= {"warnings"}
