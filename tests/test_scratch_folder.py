"""Scratch folders: gone afterwards, and of those that killed processes left, an hour later."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ipt_cards.anki.packaging.package import package
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.deck.bundled import bundled_decks
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.scratch_folder import scratch_folder

HOUR_S = 3600


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def leave(folder: Path, *, seconds_ago: float) -> Path:
    """What a killed process left so long ago."""
    folder.mkdir()
    (folder / "collection.db").write_bytes(b"somebody's answers")
    at = folder.stat().st_mtime - seconds_ago
    os.utime(folder, (at, at))
    return folder


def test_the_folder_is_private_and_gone_afterwards(temporary: Path) -> None:
    with scratch_folder() as folder:
        assert folder.parent == temporary
        (folder / "medium").write_bytes(b"1")
        if os.name == "posix":
            assert folder.stat().st_mode & 0o777 == 0o700
    assert list(temporary.iterdir()) == []


def test_what_a_process_left_is_deleted_by_one_that_comes_an_hour_later(temporary: Path) -> None:
    old = leave(temporary / "ipt-cards-abcd_123", seconds_ago=HOUR_S + 1)
    young = leave(temporary / "ipt-cards-abcd_124", seconds_ago=HOUR_S - 60)
    with scratch_folder():
        assert not old.exists()
        assert young.exists()


def test_folders_of_other_names_files_and_links_stay(temporary: Path) -> None:
    elsewhere = leave(temporary.parent / "elsewhere", seconds_ago=9 * HOUR_S)
    others = [
        leave(temporary / name, seconds_ago=9 * HOUR_S)
        for name in ("ipt-cards-mine", "ipt-cards-abcd_1234", "other-abcd_123", ".deck.abcd_123")
    ]
    link = temporary / "ipt-cards-abcd_125"
    link.symlink_to(elsewhere, target_is_directory=True)
    file = temporary / "ipt-cards-abcd_126"
    file.write_bytes(b"")
    os.utime(file, (0, 0))
    with scratch_folder():
        assert all(path.exists() for path in (*others, link, file, elsewhere / "collection.db"))


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only root may give a folder to somebody else"
)
def test_what_another_user_left_in_the_shared_folder_stays(temporary: Path) -> None:
    anothers = leave(temporary / "ipt-cards-abcd_127", seconds_ago=9 * HOUR_S)
    os.chown(anothers, 12_345, -1)
    with scratch_folder():
        assert (anothers / "collection.db").exists()


def test_what_a_left_folder_links_to_stays(temporary: Path) -> None:
    elsewhere = leave(temporary.parent / "elsewhere", seconds_ago=9 * HOUR_S)
    old = leave(temporary / "ipt-cards-abcd_128", seconds_ago=9 * HOUR_S)
    modified = old.stat().st_mtime
    (old / "link").symlink_to(elsewhere, target_is_directory=True)
    os.utime(old, (modified, modified))
    with scratch_folder():
        assert not old.exists()
        assert (elsewhere / "collection.db").exists()


def test_one_beside_a_target_clears_away_only_that_targets(tmp_path: Path) -> None:
    mine = leave(tmp_path / ".deck.abcd_123.partial", seconds_ago=2 * HOUR_S)
    others = leave(tmp_path / ".other.abcd_123.partial", seconds_ago=2 * HOUR_S)
    with scratch_folder(tmp_path / "deck") as folder:
        assert folder.parent == tmp_path
        assert not mine.exists()
        assert others.exists()
    assert {path.name for path in tmp_path.iterdir()} == {others.name}


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
def test_a_collection_of_a_killed_process_is_cleared_away_by_the_next_an_hour_later(
    temporary: Path, tmp_path: Path
) -> None:
    folder = bundled_decks() / "ipt"
    file = tmp_path / "deck.apkg"
    file.write_bytes(package(load_deck(folder), MediaFolder(folder), 1_700_000_000))
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from ipt_cards.anki.reading.collection import open_collection\n"
        "with open_collection(Path(sys.argv[1])):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, file], env=os.environ | {"TMPDIR": temporary}, check=False
    )
    assert killed.returncode == -9
    (left,) = temporary.iterdir()
    assert (left / "collection.db").stat().st_size

    with open_collection(file):
        assert left.exists()
    at = left.stat().st_mtime - HOUR_S - 1
    os.utime(left, (at, at))
    with open_collection(file):
        assert not left.exists()
    assert list(temporary.iterdir()) == []
