"""Files as carriers leave them: read as far as they are there, and only one's own appended to."""

import errno
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipt_cards.progress.entries import Entry
from ipt_cards.progress.errors import SyncError
from ipt_cards.progress.lines import LONGEST_LINE, to_line
from ipt_cards.progress.sync.folder import append, read_file, read_folder
from ipt_cards.progress.sync.plan import Reading
from tests.progress.making import logs, review

ENTRIES = tuple(review(number=number) for number in range(3))
LINES = [to_line(entry) for entry in ENTRIES]
WHOLE = b"".join(LINES)

posix = pytest.mark.skipif(
    os.name != "posix", reason="the platform has no modes, nor opens folders"
)
in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder: Path, content: bytes, name: str = "desk-1.jsonl") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    size = len(WHOLE)
    expected = Reading("desk-1.jsonl", ENTRIES, whole=size, size=size)
    assert read_file(written(tmp_path, WHOLE), {}) == expected
    assert not expected.incomplete


@given(share=st.floats(0, 1), zeros=st.integers(0, 50))
@in_one_folder
def test_of_a_file_that_is_here_by_half_the_whole_lines_are_read(
    tmp_path: Path, share: float, zeros: int
) -> None:
    cut = WHOLE[: int(len(WHOLE) * share)]
    reading = read_file(written(tmp_path, cut + bytes(zeros)), {})
    assert reading.entries == ENTRIES[: cut.count(b"\n")]
    assert reading.whole == cut.rfind(b"\n") + 1
    assert reading.incomplete == (reading.whole < len(cut) + zeros)
    assert not reading.broken


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + WHOLE,
        WHOLE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + WHOLE.replace(b"\n", b"\r\n"),
        WHOLE.replace(b"\n", b"\n\n"),
    ],
    ids=["byte order mark", "CRLF", "both", "blank lines"],
)
def test_what_git_and_editors_do_to_line_ends_does_no_harm(tmp_path: Path, content: bytes) -> None:
    assert read_file(written(tmp_path, content), {}).entries == ENTRIES


def test_a_file_that_is_there_but_for_its_middle_is_read_to_there(tmp_path: Path) -> None:
    hole = LINES[0] + bytes(len(LINES[1])) + LINES[2]
    reading = read_file(written(tmp_path, hole), {})
    assert reading.entries == ENTRIES[:1]
    assert reading.incomplete
    assert reading.broken


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (LINES[0] + b"<<<<<<< HEAD\n" + LINES[1], "desk-1.jsonl:2: this is not JSON"),
        (LINES[0] + LINES[1].replace(b'"v":2', b'"v":3'), "desk-1.jsonl:2: this was written by a"),
        (LINES[0] + b"x" * (LONGEST_LINE + 5), "desk-1.jsonl:2: a line of 10001 bytes is no entry"),
    ],
    ids=["git's conflict", "newer version", "no lines"],
)
def test_of_a_damaged_file_nothing_is_taken_and_the_line_is_named(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    reading = read_file(written(tmp_path, content), {})
    assert reading.problem.startswith(problem)
    assert reading.entries == ()


def test_the_files_of_a_folder_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in (
        "desk-1.jsonl",
        "desk-1 (conflicted copy).jsonl",
        "desk-1.sync-conflict-20261124-181306-ABCDEFG.jsonl",
        "UPPER.JSONL",
        ".syncthing.desk-1.jsonl.tmp",
        ".hidden.jsonl",
        "notes.txt",
    ):
        written(tmp_path, b"", name)
    (tmp_path / "folder.jsonl").mkdir()
    assert [reading.name for reading in read_folder(tmp_path, {})] == [
        "UPPER.JSONL",
        "desk-1 (conflicted copy).jsonl",
        "desk-1.jsonl",
        "desk-1.sync-conflict-20261124-181306-ABCDEFG.jsonl",
    ]


def test_a_file_that_icloud_has_elsewhere_is_named(tmp_path: Path) -> None:
    written(tmp_path, b"bplist00", ".desk-1.jsonl.icloud")
    (reading,) = read_folder(tmp_path, {})
    assert reading.name == "desk-1.jsonl"
    assert reading.unreadable
    assert "let iCloud download it" in reading.problem


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "desk-1.jsonl").symlink_to("nowhere")
    (reading,) = read_folder(tmp_path, {})
    assert reading.unreadable
    assert reading.problem == "desk-1.jsonl can't be read: No such file or directory"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_among_the_files_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "desk-1.jsonl")
    assert read_folder(tmp_path, {}) == []


def test_a_folder_that_bears_a_files_name_is_passed_over_also_by_way_of_a_link(
    tmp_path: Path,
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "desk-1.jsonl").symlink_to("elsewhere", target_is_directory=True)
    assert read_folder(tmp_path, {}) == []


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 300)
    with pytest.raises(SyncError) as raised:
        read_folder(folder, {})
    assert str(raised.value).startswith(f"{folder} can't be read: ")


def test_what_is_known_is_not_parsed_again(tmp_path: Path) -> None:
    known = dict(zip(LINES[:2], ENTRIES, strict=False))
    first, second, third = read_file(written(tmp_path, WHOLE), known).entries
    assert first is ENTRIES[0]
    assert second is ENTRIES[1]
    assert third is not ENTRIES[2]


def test_a_line_may_be_torn_up_to_the_length_of_the_longest(tmp_path: Path) -> None:
    torn = read_file(written(tmp_path, LINES[0] + b"x" * LONGEST_LINE), {})
    assert (torn.entries, torn.incomplete, torn.problem) == (ENTRIES[:1], True, "")
    endless = read_file(written(tmp_path, LINES[0] + b"x" * (LONGEST_LINE + 1)), {})
    assert endless.problem.startswith("desk-1.jsonl:2: a line of 10001 bytes is no entry")


def test_a_folder_that_is_not_there_or_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SyncError, match="There is no folder"):
        read_folder(tmp_path / "nowhere", {})
    with pytest.raises(SyncError, match="is no folder"):
        read_folder(written(tmp_path, b""), {})


@given(log=logs(max_size=6), share=st.floats(0, 1), zeros=st.booleans())
@in_one_folder
def test_after_a_crash_amid_an_append_the_next_one_completes_it(
    tmp_path: Path, log: list[Entry], share: float, zeros: bool
) -> None:
    (tmp_path / "own-1.jsonl").unlink(missing_ok=True)
    append(tmp_path, "own-1.jsonl", None, log[:2])
    whole = (tmp_path / "own-1.jsonl").read_bytes()
    appended = b"".join(map(to_line, log[2:]))
    kept = appended[: int(len(appended) * share)]
    written(tmp_path, whole + kept + zeros * bytes(len(appended) - len(kept)), "own-1.jsonl")
    reading = read_file(tmp_path / "own-1.jsonl", {})
    append(tmp_path, "own-1.jsonl", reading, log[len(reading.entries) :])
    assert (tmp_path / "own-1.jsonl").read_bytes() == whole + appended


def test_a_file_that_changed_since_it_was_read_is_not_appended_to(tmp_path: Path) -> None:
    path = written(tmp_path, LINES[0])
    reading = read_file(path, {})
    path.write_bytes(LINES[0] + LINES[1])
    changed = rf"^{re.escape(str(path))} was changed by another program meanwhile: sync again"
    with pytest.raises(SyncError, match=changed):
        append(tmp_path, path.name, reading, ENTRIES[2:])
    with pytest.raises(SyncError, match=changed):
        append(tmp_path, path.name, None, ENTRIES[2:])
    assert path.read_bytes() == LINES[0] + LINES[1]
    path.unlink()
    with pytest.raises(SyncError, match=changed):
        append(tmp_path, path.name, reading, ENTRIES[2:])


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SyncError, match="can't be written to: No space left on device"):
        append(tmp_path, "own-1.jsonl", None, ENTRIES)


@posix
def test_the_devices_file_is_the_learners_alone(tmp_path: Path) -> None:
    append(tmp_path, "own-1.jsonl", None, ENTRIES)
    assert (tmp_path / "own-1.jsonl").stat().st_mode & 0o777 == 0o600


@posix
def test_what_was_sent_is_on_the_disk_and_a_new_files_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []

    def fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        synced.append("folder" if is_folder else "file")
        if is_folder:
            raise OSError(errno.EINVAL, "as some network file systems say")

    monkeypatch.setattr("os.fsync", fsync)
    append(tmp_path, "own-1.jsonl", None, ENTRIES[:1])
    assert synced == ["file", "folder"]
    append(tmp_path, "own-1.jsonl", read_file(tmp_path / "own-1.jsonl", {}), ENTRIES[1:])
    assert synced == ["file", "folder", "file"]
    assert (tmp_path / "own-1.jsonl").read_bytes() == WHOLE
