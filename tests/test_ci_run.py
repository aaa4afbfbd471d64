"""`.ci/run` fails where any part of it does, be it the first of the README's command."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("ruff", "mypy", "lint-imports")

pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="CI runs it by bash"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """One that an earlier run left, in which everything a run calls succeeds and says its name."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    for name in ("elsewhere/python3", ".venv/bin/python", *(f".venv/bin/{tool}" for tool in TOOLS)):
        stand_in(tmp_path / name, 'echo "${0##*/} $*" >>called')
    return tmp_path


def stand_in(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def run(checkout: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    path = f"{checkout / 'elsewhere'}:/usr/bin:/bin"
    return subprocess.run(
        ["bash", ".ci/run"],
        cwd=checkout,
        env={"PATH": path, "TMPDIR": str(checkout), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def called(checkout: Path) -> list[str]:
    return (checkout / "called").read_text(encoding="utf-8").splitlines()


def test_it_runs_tests_then_lint_types_and_layers(checkout: Path) -> None:
    assert run(checkout).returncode == 0
    assert called(checkout) == [
        "python3 -m venv .venv",
        "python -m pip install -e .[test]",
        "python -m pytest -n auto",
        *("ruff check", "ruff format --check", "mypy ", "lint-imports "),
    ]


@pytest.mark.parametrize("failing", ["venv", "pip", "pytest", "check", "format"])
def test_after_a_failure_it_goes_no_further_and_fails(checkout: Path, failing: str) -> None:
    fails = f'echo "${{0##*/}} $*" >>called\ncase " $* " in *" {failing} "*) exit 1;; esac'
    for name in ("elsewhere/python3", ".venv/bin/python", ".venv/bin/ruff"):
        stand_in(checkout / name, fails)
    assert run(checkout).returncode != 0
    assert f" {failing} " in f"{called(checkout)[-1]} "


@pytest.mark.parametrize("tool", ["mypy", "lint-imports"])
def test_a_complaint_of_types_or_layers_fails_it(checkout: Path, tool: str) -> None:
    stand_in(checkout / ".venv" / "bin" / tool, "exit 1")
    assert run(checkout).returncode != 0


def test_another_python_is_taken_where_it_is_named_and_leaves_nothing(checkout: Path) -> None:
    stand_in(checkout / "another", 'echo "another $*" >>called')
    before = set(checkout.iterdir())
    assert run(checkout, PYTHON=str(checkout / "another")).returncode == 0
    assert called(checkout)[0] == "another -m venv .venv"
    assert set(checkout.iterdir()) - before == {checkout / "called"}


def test_a_python_that_is_not_there_is_named(checkout: Path) -> None:
    told = run(checkout, PYTHON="python9")
    assert told.returncode != 0
    assert told.stderr == "There is no Python python9.\n"
    assert not (checkout / "called").exists()
