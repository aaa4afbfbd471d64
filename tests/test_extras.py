"""What the program says to install can be typed as it stands, whatever `python` is on the PATH."""

import os
import shlex
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from ipt_cards.extras import installing

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="the command is read by a POSIX shell")


@POSIX_ONLY
def test_the_command_names_the_very_python_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/a learner's/bin/python")
    assert shlex.split(installing("fsrs")) == [
        *("/a learner's/bin/python", "-m", "pip", "install", "ipt-cards[fsrs]")
    ]


def test_where_there_is_no_pip_uv_is_to_do_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert installing("anki").startswith("uv pip install --python ")
    assert installing("anki").endswith(' "ipt-cards[anki]"')


@POSIX_ONLY
def test_the_command_works_where_no_python_is_on_the_path(tmp_path: Path) -> None:
    # What the extra brings is lent already, so that pip needs no network.
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    where = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = subprocess.run(
        [
            tmp_path / "venv" / "bin" / "python",
            "-c",
            "from ipt_cards.extras import installing; print(installing('fsrs'))",
        ],
        env=where,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert command.startswith(str(tmp_path))
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        env=where | {"PATH": "", "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
