"""`.ci/run` fails where any part of it does, be it the first of the README's command."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browsers import NO_CHROMIUM, NO_FIREFOX, skipped_for_a_browser

ROOT = Path(__file__).parents[1]
TOOLS = ("ruff", "mypy", "lint-imports")
BROWSERS = ("chromium", "firefox-esr")
CALLED_BY_IT = ("bash", "sh", "dirname", "mktemp", "rm", "chmod")

pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="CI runs it by bash"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """One that an earlier run left, in which everything a run calls succeeds and says its name."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    ours = ("python3", *BROWSERS)
    for name in (*(f"elsewhere/{each}" for each in ours), ".venv/bin/python"):
        stand_in(tmp_path / name, 'echo "${0##*/} $*" >>called')
    for name in (f".venv/bin/{tool}" for tool in TOOLS):
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
        env={"PATH": path, "TMPDIR": str(checkout)} | environment,
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


def machine_without(checkout: Path, *missing: str, user: int = 0, apt: str = "exit 0") -> str:
    """The PATH of a machine that has these browsers not, and Debian's packages."""
    tools = checkout / "elsewhere"
    for name in CALLED_BY_IT:
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    for name in missing:
        (tools / name).unlink()
    stand_in(tools / "id", f"echo {user}")
    stand_in(tools / "apt-get", f'echo "apt-get $*" >>called\n{apt}')
    return str(tools)


def installed(checkout: Path) -> list[str]:
    return [call.split()[-1] for call in called(checkout) if call.startswith("apt-get install")]


@pytest.mark.parametrize("missing", [(), ("firefox-esr",), BROWSERS], ids=len)
def test_root_installs_the_browsers_that_are_missing(
    checkout: Path, missing: tuple[str, ...]
) -> None:
    done = run(checkout, PATH=machine_without(checkout, *missing))
    assert (done.returncode, done.stderr) == (0, "")
    assert installed(checkout) == list(missing)


def test_a_browser_that_can_not_be_had_is_told_and_stops_nothing(checkout: Path) -> None:
    path = machine_without(checkout, *BROWSERS, apt='case "$*" in *firefox-esr) exit 100;; esac')
    done = run(checkout, PATH=path)
    assert done.returncode == 0
    assert done.stderr == "firefox-esr can't be installed here.\n"
    assert called(checkout)[-1] == "lint-imports "


def test_nobody_but_root_installs_anything(checkout: Path) -> None:
    assert run(checkout, PATH=machine_without(checkout, *BROWSERS, user=1000)).returncode == 0
    assert installed(checkout) == []


def test_a_run_tells_how_many_tests_were_skipped_for_want_of_a_browser() -> None:
    assert skipped_for_a_browser(["('a.py', 3, 'Skipped: not on Windows')"]) == []
    assert skipped_for_a_browser(
        [f"('a.py', 3, 'Skipped: {why}')" for why in (NO_CHROMIUM, NO_FIREFOX, NO_CHROMIUM)]
    ) == [
        "2 tests in a browser skipped: neither chromium nor google-chrome is on the PATH",
        "1 test in a browser skipped: neither firefox-esr nor firefox is on the PATH",
    ]
