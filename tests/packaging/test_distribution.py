"""The wheel and the source distribution: the same bytes anywhere, and all that is needed in them."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from sysconfig import get_path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("ipt_cards", "decks", "tests")
FILES = ("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml")
BUILD = "import sys; from hatchling import build; getattr(build, sys.argv[1])(sys.argv[2])"


def source_files(*folders: str) -> set[str]:
    """The files of the checkout, by their path from its root."""
    return {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and ".hypothesis" not in path.parts
    }


def copy_of_the_checkout(folder: Path, mode: int) -> Path:
    """The sources in another place, with other times and modes."""
    for name in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__", ".hypothesis")
        shutil.copytree(ROOT / name, folder / name, copy_function=shutil.copy, ignore=ignored)
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(mode)
            os.utime(path, (mode, mode))
    return folder


def build(folder: Path, hook: str) -> Path:
    """What one of PEP 517's hooks makes in a checkout."""
    target = folder / "dist" / hook
    subprocess.run(
        [sys.executable, "-c", BUILD, hook, str(target)],
        cwd=folder,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"},
        check=True,
        capture_output=True,
    )
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="module")
def checkouts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folders = [tmp_path_factory.mktemp("checkout") for _ in range(2)]
    for folder in folders:  # what the README's commands make there is no part of either
        (folder / ".venv" / "lib" / "ipt_cards").mkdir(parents=True)
        (folder / ".venv" / "lib" / "ipt_cards" / "cli.py").write_text("", encoding="utf-8")
    return [
        copy_of_the_checkout(folder, mode)
        for folder, mode in zip(folders, (0o644, 0o664), strict=True)
    ]


@pytest.fixture(scope="module")
def wheels(checkouts: list[Path]) -> list[Path]:
    return [build(folder, "build_wheel") for folder in checkouts]


def test_a_wheel_is_the_same_bytes_wherever_and_whenever_it_is_built(wheels: list[Path]) -> None:
    one, other = wheels
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


def test_a_wheel_holds_the_package_and_its_decks_and_nothing_more(wheels: list[Path]) -> None:
    with zipfile.ZipFile(wheels[0]) as archive:
        names = set(archive.namelist())
    about = {name for name in names if ".dist-info/" in name}
    assert {name.split("/", 1)[1] for name in about} == {
        *("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    }
    decks = {f"ipt_cards/{name}" for name in source_files("decks")}
    assert names - about == source_files("ipt_cards") | decks


def test_a_source_distribution_is_reproducible_and_holds_the_tests_too(
    checkouts: list[Path],
) -> None:
    one, other = (build(folder, "build_sdist") for folder in checkouts)
    assert one.read_bytes() == other.read_bytes()
    with tarfile.open(one) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    assert names == {*source_files(*SOURCES), *FILES, "PKG-INFO"}


def test_the_wheel_alone_builds_checks_and_asks(wheels: list[Path], tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=False, symlinks=os.name == "posix")
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*install, "--no-deps", "--no-index", str(wheels[0])], check=True)
    # What it depends on is lent to it; of this checkout it sees nothing.
    home = tmp_path / "home"
    home.mkdir()
    lent = {
        "PYTHONPATH": get_path("purelib"),
        "IPT_CARDS_PROGRESS": str(home / "progress.db"),
        "IPT_CARDS_STATE": str(home / "state"),
        "IPT_CARDS_CONFIG": str(home / "config.toml"),
    }

    def run(*arguments: str, stdin: str = "") -> str:
        return subprocess.run(
            [*arguments],
            cwd=home,
            env=os.environ | lent,
            input=stdin,
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ).stdout

    where = run(str(python), "-c", "import ipt_cards; print(ipt_cards.__file__)")
    assert Path(where.strip()).is_relative_to(tmp_path)
    command = str(programs / "ipt-cards")
    run(command, "check")
    assert "ipt.apkg written" in run(command, "build")
    assert (home / "ipt.apkg").exists()
    assert "(20 left)" in run(command, "quiz", stdin="\n4\n")
    assert "is sound: 1 entry" in run(command, "progress", "check")
