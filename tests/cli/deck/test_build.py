import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.command import ipt_cards

HEAD = "topic: Basics\nnotes:\n"


def small_deck(folder: Path, notes: str = "  - id: note\n    front: Q?\n    back: A\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "deck.yaml").write_text("id: demo\nname: Demo\n")
    (folder / "basics.yaml").write_text(HEAD + notes)
    return folder


def test_build_without_arguments_writes_the_bundled_deck_here(tmp_path: Path) -> None:
    done = ipt_cards("build", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "ipt.apkg written" in done.stdout
    assert zipfile.is_zipfile(tmp_path / "ipt.apkg")


def test_one_note_is_told_in_the_singular_and_two_in_the_plural(tmp_path: Path) -> None:
    small_deck(tmp_path / "demo", "  - id: a\n    front: Q? ![](a.png)\n    back: A\n")
    (tmp_path / "demo" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    told = ipt_cards("build", "demo", cwd=tmp_path).stdout
    assert told.startswith("1 note, 1 card: 1 basic\n")
    assert "\n1 media file, " in told
    small_deck(tmp_path / "demo", "  - id: a\n    front: Q?\n    back: A\n    reversed: true\n")
    assert ipt_cards("build", "demo", cwd=tmp_path).stdout.startswith(
        "1 note, 2 cards: 2 reversed\n"
    )


def test_the_report_as_json_counts_what_was_built(tmp_path: Path) -> None:
    small_deck(
        tmp_path / "demo",
        "  - id: a\n    front: Q?\n    back: A\n    reversed: true\n"
        "  - id: b\n    cloze: A {{c1::gap}} and {{c2::another}}\n",
    )
    done = ipt_cards(
        "build", "demo", "-o", "out.apkg", "--json", cwd=tmp_path, SOURCE_DATE_EPOCH="9"
    )
    report = json.loads(done.stdout)
    assert report.pop("size") == (tmp_path / "out.apkg").stat().st_size
    assert report == {
        "path": "out.apkg",
        "time_stamp": 9,
        "notes": 2,
        "cards": 4,
        "cards_by_kind": {"reversed": 2, "cloze": 2},
        "cards_by_topic": {"Basics": 4},
        "media": 0,
        "media_size": 0,
        "cards_with_progress": None,
        "reviews": None,
        "unchanged": False,
    }


def test_two_builds_in_two_folders_are_byte_identical(tmp_path: Path) -> None:
    built = []
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        assert ipt_cards("build", cwd=folder, SOURCE_DATE_EPOCH="1700000000").returncode == 0
        built.append((folder / "ipt.apkg").read_bytes())
    assert built[0] == built[1]


def test_a_deck_with_a_hundred_broken_notes_gives_a_hundred_errors_and_no_file(
    tmp_path: Path,
) -> None:
    notes = "".join(f"  - id: note-{number}\n    front: Q?\n" for number in range(100))
    small_deck(tmp_path / "demo", notes)
    done = ipt_cards("build", "demo", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count(": error: a basic note needs `back` [missing-key]") == 100
    assert "The deck has 100 errors, so nothing was done." in done.stderr
    assert done.stdout == ""
    assert not list(tmp_path.glob("*.apkg"))


def test_a_bad_source_date_epoch_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    small_deck(tmp_path / "demo")
    done = ipt_cards("build", "demo", cwd=tmp_path, SOURCE_DATE_EPOCH="tomorrow")
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH must be whole seconds since 1970, not `tomorrow`" in done.stderr
    assert not list(tmp_path.glob("*.apkg"))


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX's")
def test_a_full_disk_leaves_the_old_file_untouched(tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 - POSIX only
    import signal  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    from tests.cli.command import environment_in  # noqa: PLC0415

    old = tmp_path / "ipt.apkg"
    old.write_bytes(b"PK, the old file")

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = subprocess.run(
        [sys.executable, "-m", "ipt_cards", "build"],
        cwd=tmp_path,
        env=environment_in(tmp_path) | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=no_room,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert old.read_bytes() == b"PK, the old file"
    assert [path.name for path in tmp_path.iterdir() if path.name != ".kept"] == ["ipt.apkg"]


def test_a_target_in_no_folder_is_one_sentence(tmp_path: Path) -> None:
    done = ipt_cards("build", "-o", "no/such/folder/ipt.apkg", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert "No such file or directory" in done.stderr
    assert "make the folder no/such/folder first" in done.stderr.replace("\\", "/")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("demo.txt", "demo.apkg"),
        ("demo", "demo.apkg"),
        ("demo-1.2", "demo-1.2.apkg"),
        ("demo.colpkg", "demo.apkg"),
        ("demo.zip", "demo.apkg"),
    ],
)
def test_a_name_by_which_anki_would_read_something_else_is_refused(
    tmp_path: Path, name: str, better: str
) -> None:
    small_deck(tmp_path / "demo-deck")
    done = ipt_cards("build", "demo-deck", "-o", name, cwd=tmp_path)
    assert done.returncode == 2
    assert f"name it {better}." in " ".join(done.stderr.split())
    assert not (tmp_path / name).exists()
    assert ipt_cards("build", "demo-deck", "-o", "DEMO.APKG", cwd=tmp_path).returncode == 0


def test_an_unknown_deck_names_the_bundled_ones(tmp_path: Path) -> None:
    done = ipt_cards("build", "nope", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no deck `nope`" in done.stderr
    assert "a bundled deck (ipt)" in done.stderr


def test_an_edit_makes_the_time_stamp_grow(tmp_path: Path) -> None:
    folder = small_deck(tmp_path / "demo")
    for file in folder.iterdir():
        os.utime(file, (1_700_000_000, 1_700_000_000))
    first = json.loads(ipt_cards("build", "demo", "--json", cwd=tmp_path).stdout)
    small_deck(folder, "  - id: note\n    front: Q?\n    back: Another\n")
    second = json.loads(ipt_cards("build", "demo", "--json", cwd=tmp_path).stdout)
    assert first["time_stamp"] == 1_700_000_000 < second["time_stamp"]


def test_a_renamed_id_is_told_at_the_next_build(tmp_path: Path) -> None:
    folder = small_deck(tmp_path / "demo")
    ipt_cards("build", "demo", cwd=tmp_path)
    small_deck(folder, "  - id: renamed\n    front: Q?\n    back: A\n")
    done = ipt_cards("build", "demo", cwd=tmp_path)
    assert done.returncode == 0
    assert "`renamed` looks like the note that was `note`" in done.stderr


def test_a_build_replaces_packages_only(tmp_path: Path) -> None:
    folder = small_deck(tmp_path / "demo")
    source = folder / "basics.yaml"
    before = source.read_bytes()
    done = ipt_cards("build", "demo", "-o", source, cwd=tmp_path)
    assert done.returncode == 2
    assert "is there already and is no package: name another file" in done.stderr
    assert source.read_bytes() == before
    assert ipt_cards("build", "demo", "-o", "demo.apkg", cwd=tmp_path).returncode == 0
    assert ipt_cards("build", "demo", "-o", "demo.apkg", cwd=tmp_path).returncode == 0


def test_a_package_is_not_printed(tmp_path: Path) -> None:
    done = ipt_cards("build", "-o", "-", cwd=tmp_path)
    assert done.returncode == 2
    assert "a package isn't printed: name a file to write" in done.stderr


def test_a_deck_without_notes_is_told_to_have_none(tmp_path: Path) -> None:
    small_deck(tmp_path / "demo", "")
    (tmp_path / "demo" / "basics.yaml").unlink()
    assert ipt_cards("build", "demo", cwd=tmp_path).stdout.startswith("0 notes, 0 cards\n")
    asked = ipt_cards("quiz", "demo", cwd=tmp_path)
    assert asked.returncode == 2
    assert "the deck has no cards" in asked.stderr
