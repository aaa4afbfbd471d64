"""`ipt-cards sync`, as the learner of two machines sees it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from ipt_cards.progress.entries import Entry
from ipt_cards.progress.lines import to_line
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.grade import Grade
from tests.cli.learner import CALENDAR, KEYS, NOW, Learner

On = Callable[[str], None]
HOUR_NS = 3_600_000_000_000


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def on(learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> On:
    """Go to another machine, called by its host name."""

    def go(machine: str) -> None:
        learner.progress = tmp_path / machine / "progress.db"
        monkeypatch.setenv("IPT_CARDS_PROGRESS", str(learner.progress))
        monkeypatch.setenv("IPT_CARDS_STATE", str(tmp_path / machine / "state"))
        monkeypatch.setattr("socket.gethostname", lambda: f"{machine}.local")
        monkeypatch.setattr("secrets.token_hex", lambda _: f"{machine[0]}00000")

    go("Laptop")
    return go


def entries(learner: Learner) -> list[Entry]:
    with ReviewLog.open(learner.progress, CALENDAR) as log:
        return log.entries()


def test_what_was_answered_on_one_machine_is_known_on_the_other(
    learner: Learner, on: On, shared: Path
) -> None:
    learner.answer((0, KEYS[0], Grade.GOOD), (0, KEYS[1], Grade.EASY))
    first = learner.run("sync", shared)
    assert first.exit_code == 0
    assert first.stdout == (
        "No other machine wrote yet.\n2 entries went out in laptop-L00000.jsonl.\n"
    )
    here = entries(learner)
    on("desk")
    assert learner.run("sync", shared).stdout == (
        "2 entries came in from laptop-L00000.jsonl.\nNothing new to send.\n"
    )
    assert entries(learner) == here
    assert learner.run("sync", shared).stdout == (
        "Nothing new in 1 other file.\nNothing new to send.\n"
    )


def test_a_dry_run_only_tells(learner: Learner, on: On, shared: Path) -> None:
    learner.answer((0, KEYS[0], Grade.GOOD))
    learner.run("sync", shared)
    on("desk")
    learner.answer((0, KEYS[1], Grade.GOOD))
    told = learner.run("sync", shared, "--dry-run").stdout
    assert told == (
        "1 entry would come in from laptop-L00000.jsonl.\n"
        "1 entry would go out in desk-d00000.jsonl.\n"
    )
    assert len(entries(learner)) == 1
    assert [path.name for path in shared.iterdir()] == ["laptop-L00000.jsonl"]


def test_the_folder_need_be_named_only_once(learner: Learner, on: On, shared: Path) -> None:
    refused = learner.run("sync")
    assert refused.exit_code == 2
    assert "ipt-cards config set sync_folder FOLDER" in refused.stderr
    assert learner.run("config", "set", "sync_folder", shared).exit_code == 0
    assert learner.run("sync").exit_code == 0
    assert learner.json("config")["settings"]["sync_folder"]["value"] == str(shared)


def test_a_configured_folder_has_a_whole_path(learner: Learner) -> None:
    refused = learner.run("config", "set", "sync_folder", "Sync")
    assert refused.exit_code == 2
    assert "`Sync` is no whole path: write one such as" in refused.stderr


def test_a_home_is_found_in_the_configured_path(
    learner: Learner, on: On, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(shared.parent))
    monkeypatch.setenv("USERPROFILE", str(shared.parent))
    learner.run("config", "set", "sync_folder", "~/shared")
    assert learner.json("sync")["folder"] == str(shared)


def test_a_machine_is_called_as_its_owner_likes(learner: Learner, on: On, shared: Path) -> None:
    learner.answer((0, KEYS[0], Grade.GOOD))
    done = learner.json("sync", shared, "--device", "Big Tower")
    assert done["out"] == {"file": "big-tower-L00000.jsonl", "entries": 1}
    assert learner.json("sync", shared)["out"]["file"] == "big-tower-L00000.jsonl"
    refused = learner.run("sync", shared, "--device", "学生")
    assert refused.exit_code == 2
    assert "`学生` has no letter a to z and no digit" in refused.stderr


@pytest.mark.parametrize("kind", ["nothing", "a file"])
def test_what_is_no_folder_is_refused(learner: Learner, on: On, shared: Path, kind: str) -> None:
    place = shared / "place"
    if kind == "a file":
        place.touch()
    refused = learner.run("sync", place)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("Error: ")
    assert str(place) in refused.stderr


def test_a_damaged_file_is_told_and_the_rest_is_synced(
    learner: Learner, on: On, shared: Path
) -> None:
    (one,) = learner.answer((0, KEYS[0], Grade.GOOD))
    (shared / "damaged.jsonl").write_bytes(b"oops\n")
    newer = to_line(one).replace(b'"v":2', b'"v":9')
    (shared / "newer.jsonl").write_bytes(newer)
    learner.run("sync", shared)
    on("desk")
    done = learner.run("sync", shared)
    assert done.exit_code == 1
    assert "1 entry came in from laptop-L00000.jsonl." in done.stdout
    damaged, new, advice = done.stderr.splitlines()
    assert damaged.startswith("damaged.jsonl:1: this is not JSON")
    assert new.startswith("newer.jsonl:1: this was written by a newer ipt-cards (version 9;")
    assert advice.startswith("Nothing of these files was taken in; all else is synced. What stays")
    assert entries(learner) == [one]


def test_a_file_that_is_not_here_to_its_end_is_told_and_no_failure(
    learner: Learner, on: On, shared: Path
) -> None:
    (one,) = learner.answer((0, KEYS[0], Grade.GOOD))
    (shared / "desk.jsonl").write_bytes(to_line(one)[:-9])
    done = learner.run("sync", shared)
    assert done.exit_code == 0
    assert done.stderr == (
        "desk.jsonl is not here to its end yet: the rest comes in the next time.\n"
    )


def test_clocks_that_are_hours_apart_are_told_and_merged_all_the_same(
    learner: Learner, on: On, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.answer((0, KEYS[0], Grade.GOOD))
    learner.run("sync", shared)
    on("desk")
    now_ns = int(NOW.timestamp()) * 1_000_000_000
    monkeypatch.setattr("time.time_ns", lambda: now_ns - 5 * HOUR_NS)
    (arrival,) = learner.json("sync", shared, "--dry-run")["in"]
    assert arrival["ahead_ms"] == timedelta(hours=5) / timedelta(milliseconds=1)
    done = learner.run("sync", shared)
    assert done.exit_code == 0
    assert "laptop-L00000.jsonl is 5 h ahead of this machine's clock" in done.stderr
    assert len(entries(learner)) == 1
    on("tablet")
    monkeypatch.setattr("time.time_ns", lambda: now_ns - HOUR_NS // 60)
    assert learner.run("sync", shared).stderr == ""


def test_a_file_that_another_device_writes_to_is_left_to_it(
    learner: Learner, on: On, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.answer((0, KEYS[0], Grade.GOOD))
    learner.run("sync", shared)
    (other,) = learner.answer((0, KEYS[1], Grade.GOOD))
    on("tablet")
    learner.append([other])
    learner.run("sync", shared, "--device", "laptop")
    (shared / "laptop-t00000.jsonl").rename(shared / "laptop-L00000.jsonl")
    on("Laptop")
    learner.progress.unlink()
    monkeypatch.setattr("secrets.token_hex", lambda _: "123456")
    done = learner.run("sync", shared)
    assert done.exit_code == 0
    assert done.stderr == (
        "laptop-L00000.jsonl holds answers that are not from here, so another device writes it, "
        "too. From now on this machine writes to laptop-123456.jsonl.\n"
    )


def test_a_conflict_is_told_as_after_a_merge(learner: Learner, on: On, shared: Path) -> None:
    (one,) = learner.answer((0, KEYS[0], Grade.GOOD))
    (shared / "desk.jsonl").write_bytes(to_line(one).replace(b'"grade":4', b'"grade":3'))
    done = learner.run("sync", shared)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"Two entries have the id {one.id}: kept ")
    assert learner.json("sync", shared)["conflicts"] == []


def test_the_quiz_syncs_when_it_begins_and_ends(learner: Learner, on: On, shared: Path) -> None:
    learner.run("config", "set", "sync_folder", shared)
    first = learner.run("quiz", learner.deck, stdin=b"\n4\n")
    assert first.stderr == ""
    on("desk")
    second = learner.run("quiz", learner.deck, stdin=b"\n4\n")
    assert second.stderr == "1 entry came in from your other machines.\n"
    assert [path.read_bytes().count(b"\n") for path in sorted(shared.iterdir())] == [1, 1]
    assert len(entries(learner)) == 2


def test_the_quiz_goes_on_where_the_folder_is_missing_or_damaged(
    learner: Learner, on: On, shared: Path
) -> None:
    learner.run("config", "set", "sync_folder", shared)
    (shared / "damaged.jsonl").write_bytes(b"oops\n")
    damaged = learner.run("quiz", learner.deck, stdin=b"\n4\n")
    assert damaged.exit_code == 0
    assert damaged.stderr.startswith("Not all is synced: damaged.jsonl:1: this is not JSON")
    learner.run("config", "set", "sync_folder", shared / "nowhere")
    missing = learner.run("quiz", learner.deck, stdin=b"\n4\n")
    assert missing.exit_code == 0
    assert missing.stderr.startswith(f"Not synced: There is no folder {shared / 'nowhere'}.")
    assert missing.stderr.count("\n") == 1
    assert len(entries(learner)) == 2


def test_the_quiz_tells_of_a_wrong_clock(
    learner: Learner, on: On, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.answer((0, KEYS[0], Grade.GOOD))
    learner.run("sync", shared)
    on("desk")
    now_ns = int(NOW.timestamp()) * 1_000_000_000
    monkeypatch.setattr("time.time_ns", lambda: now_ns - 5 * HOUR_NS)
    learner.run("config", "set", "sync_folder", shared)
    came, clock = learner.run("quiz", learner.deck, stdin=b"q\n").stderr.splitlines()
    assert came == "1 entry came in from your other machines."
    assert "laptop-L00000.jsonl is 5 h ahead of this machine's clock" in clock


def test_a_quiz_on_another_progress_file_leaves_the_folder_alone(
    learner: Learner, on: On, shared: Path
) -> None:
    learner.run("config", "set", "sync_folder", shared)
    trying = shared.parent / "trying.db"
    learner.run("quiz", learner.deck, "--progress", trying, stdin=b"\n4\n")
    assert list(shared.iterdir()) == []


def test_the_report_as_json_names_every_file(learner: Learner, on: On, shared: Path) -> None:
    (one,) = learner.answer((0, KEYS[0], Grade.GOOD))
    (shared / "desk.jsonl").write_bytes(to_line(one)[:-9])
    (shared / "damaged.jsonl").write_bytes(b"oops\n")
    result = learner.run("sync", shared, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "folder": str(shared),
        "dry_run": False,
        "in": [
            {"file": "damaged.jsonl", "entries": 0, "ahead_ms": 0, "incomplete": False},
            {"file": "desk.jsonl", "entries": 0, "ahead_ms": 0, "incomplete": True},
        ],
        "out": {"file": "laptop-L00000.jsonl", "entries": 1},
        "left": None,
        "problems": [
            "damaged.jsonl:1: this is not JSON (Expecting value: line 1 column 1 (char 0))"
        ],
        "conflicts": [],
    }
