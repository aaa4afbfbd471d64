"""The README's two commands, word for word, where the system's Python lets nobody install into it.

So it is on a current Debian, Ubuntu or Homebrew (PEP 668). What the commands would download is lent
to them, and of the tests only a few are run.
"""

import os
import subprocess
import sys
from pathlib import Path
from sysconfig import get_path

import pytest

from tests.packaging.test_distribution import copy_of_the_checkout
from tests.test_readme import INSTALL, TEST

pytestmark = pytest.mark.skipif(os.name == "nt", reason="PEP 668 is for POSIX systems' own Pythons")


@pytest.fixture(scope="module")
def managed_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a `python3`, and no `python`, that is marked as the system's own."""
    base = Path(sys.base_prefix)
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    prefix = tmp_path_factory.mktemp("system")
    library = prefix / "lib" / name
    library.mkdir(parents=True)
    for entry in Path(get_path("stdlib")).iterdir():
        if entry.name not in {"site-packages", "EXTERNALLY-MANAGED"}:
            (library / entry.name).symlink_to(entry)
    (library / "EXTERNALLY-MANAGED").write_text("[externally-managed]\nError=The system's own.\n")
    (library / "site-packages").mkdir()
    (library / "site-packages" / "pip").symlink_to(Path(get_path("purelib")) / "pip")
    programs = prefix / "bin"
    programs.mkdir()
    interpreter = programs / "python3"
    interpreter.write_bytes((base / "bin" / name).resolve().read_bytes())
    interpreter.chmod(0o755)
    told = subprocess.run(
        [interpreter, "-c", "import sys; print(sys.base_prefix)"],
        capture_output=True,
        text=True,
        check=False,
    )
    if told.stdout.strip() != str(prefix):
        pytest.skip("this machine's Python can't be copied to another place")
    return programs


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_checkout(tmp_path_factory.mktemp("clone"), 0o644)


def run(line: str, checkout: Path, managed_python: Path) -> "subprocess.CompletedProcess[str]":
    kept = checkout / ".kept"
    return subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=checkout,
        env={
            "PATH": str(managed_python),
            "HOME": str(kept),
            "LANG": "C.UTF-8",
            "PYTHONPATH": get_path("purelib"),
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # pip's way to say yes to this one
            "PYTEST_ADDOPTS": "tests/scheduling/test_grade.py -p no:cacheprovider",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_this_python_lets_nobody_install_into_it(checkout: Path, managed_python: Path) -> None:
    refused = run("python3 -m pip install .", checkout, managed_python)
    assert refused.returncode != 0
    assert "externally-managed-environment" in refused.stderr
    assert [program.name for program in managed_python.iterdir()] == ["python3"]


def test_both_commands_work_there_in_turn_and_again(checkout: Path, managed_python: Path) -> None:
    for line in (INSTALL, TEST, TEST, INSTALL):
        done = run(line, checkout, managed_python)
        assert done.returncode == 0, done.stdout + done.stderr
        assert line is not TEST or " passed" in done.stdout
    assert (checkout / "ipt.apkg").exists()
    assert (checkout / ".venv" / "bin" / "ipt-cards").exists()
