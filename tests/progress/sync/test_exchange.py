"""Devices that share a folder: who gets what, and what a device does about a file of its own."""

from dataclasses import replace
from pathlib import Path

import pytest

from ipt_cards.progress.entries import UNTOLD, Entry, dated
from ipt_cards.progress.errors import SyncError
from ipt_cards.progress.lines import to_line
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.merge import settle
from ipt_cards.progress.storage.backup import backups_of
from ipt_cards.progress.sync.device import device
from ipt_cards.progress.sync.exchange import Exchange, exchange
from ipt_cards.scheduling.day import Calendar
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import AUCKLAND, BERLIN, review

A, B, C, D = (review(number=number) for number in range(1, 5))


class Home:
    """A device whose id is its name."""

    def __init__(self, root: Path, name: str, *entries: Entry, calendar: Calendar = BERLIN) -> None:
        self.calendar = calendar
        self.root = root / name
        self.folder = root / "shared"
        self.folder.mkdir(exist_ok=True)
        self.name = name
        self.file = self.folder / f"{name}-1.jsonl"
        self.answer(*entries)

    def answer(self, *entries: Entry) -> None:
        with self.log() as log:
            log.append(*entries)

    def log(self) -> ReviewLog:
        return ReviewLog.open(self.root / "progress.db", self.calendar)

    def entries(self) -> list[Entry]:
        with self.log() as log:
            return log.entries()

    def sync(self, *, tag: str = "1", dry_run: bool = False) -> Exchange:
        with self.log() as log, device(self.root / "device.db", self.name, tag) as this:
            return exchange(log, self.folder, this, tag, dry_run=dry_run)


def lines(*entries: Entry) -> bytes:
    return b"".join(map(to_line, entries))


def test_two_devices_that_sync_in_turn_have_the_same_log(tmp_path: Path) -> None:
    laptop, desk = Home(tmp_path, "laptop", A), Home(tmp_path, "desk", B)
    assert laptop.sync().sent == 1
    done = desk.sync()
    assert (done.file, done.sent) == ("desk-1.jsonl", 1)
    assert [(arrival.file, arrival.entries) for arrival in done.arrivals] == [
        ("laptop-1.jsonl", (A,))
    ]
    assert laptop.sync().sent == 0
    assert laptop.entries() == desk.entries() == [A, B]


def test_a_device_adds_to_its_file_and_leaves_what_stands_there(tmp_path: Path) -> None:
    laptop = Home(tmp_path, "laptop", A, C)
    laptop.sync()
    laptop.answer(B, D)
    laptop.sync()
    assert laptop.file.read_bytes() == lines(A, C, B, D)


def test_a_device_that_has_nothing_to_tell_makes_no_file(tmp_path: Path) -> None:
    laptop = Home(tmp_path, "laptop")
    laptop.sync()
    assert list(laptop.folder.iterdir()) == []


def test_a_device_that_left_is_still_heard_through_the_others(tmp_path: Path) -> None:
    laptop, desk = Home(tmp_path, "laptop", A), Home(tmp_path, "desk", B)
    laptop.sync()
    desk.sync()
    laptop.file.unlink()
    desk.sync()
    tablet = Home(tmp_path, "tablet")
    tablet.sync()
    assert tablet.entries() == [A, B]


def test_a_dry_run_tells_the_same_and_changes_nothing(tmp_path: Path) -> None:
    laptop, desk = Home(tmp_path, "laptop", A), Home(tmp_path, "desk", B)
    laptop.sync()
    foreseen = desk.sync(dry_run=True)
    assert desk.entries() == [B]
    assert not desk.file.exists()
    assert desk.sync() == foreseen


def test_only_the_first_entries_of_a_new_file_cost_a_backup(tmp_path: Path) -> None:
    laptop, desk = Home(tmp_path, "laptop", A), Home(tmp_path, "desk")
    for more in (B, C):
        laptop.sync()
        laptop.answer(more)
        desk.sync()
    assert desk.entries() == [A, B]
    assert len(backups_of(desk.root / "progress.db")) == 1


def test_a_damaged_file_is_left_out_whole_and_the_others_go_in(tmp_path: Path) -> None:
    laptop, desk = Home(tmp_path, "laptop", A), Home(tmp_path, "desk", D)
    laptop.sync()
    damaged = laptop.folder / "broken-1.jsonl"
    damaged.write_bytes(lines(B) + b"oops\n" + lines(C))
    done = desk.sync()
    (problem,) = done.problems
    assert problem.startswith("broken-1.jsonl:2: this is not JSON")
    assert desk.entries() == [A, D]
    assert damaged.read_bytes() == lines(B) + b"oops\n" + lines(C)


def test_what_a_damaged_file_withholds_from_others_a_device_that_knows_it_writes(
    tmp_path: Path,
) -> None:
    laptop, desk = Home(tmp_path, "laptop", A), Home(tmp_path, "desk")
    laptop.sync()
    desk.sync()
    laptop.file.write_bytes(b"oops\n" + lines(A))
    assert desk.sync().sent == 1
    assert desk.file.read_bytes() == lines(A)


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (b"oops\n" + lines(A), "laptop-1.jsonl:1: this is not JSON"),
        (bytes(20) + lines(A), "laptop-1.jsonl is damaged amid its lines"),
        (lines(A, D), "laptop-1.jsonl holds answers that are not from here"),
    ],
    ids=["a line that is none", "a hole", "another's answer"],
)
def test_a_device_whose_file_is_damaged_or_written_by_another_goes_on_in_a_new_one(
    tmp_path: Path, damage: bytes, why: str
) -> None:
    laptop = Home(tmp_path, "laptop", A)
    laptop.sync()
    laptop.file.write_bytes(damage)
    laptop.answer(B)
    done = laptop.sync(tag="2")
    assert done.left.startswith(why)
    assert done.file == "laptop-2.jsonl"
    assert laptop.file.read_bytes() == damage
    assert laptop.sync(tag="3").file == "laptop-2.jsonl"
    tablet = Home(tmp_path, "tablet")
    tablet.sync()
    assert tablet.entries() == laptop.entries()
    assert {A, B} <= set(tablet.entries())


def test_devices_with_a_copied_home_part_when_they_meet(tmp_path: Path) -> None:
    laptop = Home(tmp_path, "laptop", A)
    laptop.sync()
    clone = Home(tmp_path, "clone")
    for name in ("progress.db", "device.db"):
        (clone.root / name).write_bytes((laptop.root / name).read_bytes())
    laptop.answer(B)
    laptop.sync()
    clone.answer(C)
    assert clone.sync(tag="2").file == "laptop-2.jsonl"
    assert laptop.sync(tag="3").file == "laptop-1.jsonl"
    assert laptop.entries() == clone.entries() == [A, B, C]


def test_a_torn_last_line_of_its_own_is_mended_even_if_all_is_told_elsewhere(
    tmp_path: Path,
) -> None:
    laptop = Home(tmp_path, "laptop", A, B)
    laptop.sync()
    (laptop.folder / "copy.jsonl").write_bytes(lines(A, B))
    laptop.file.write_bytes(lines(A, B)[:-20])
    assert laptop.sync().sent == 0
    assert laptop.file.read_bytes() == lines(A)


def test_the_end_of_anothers_file_comes_in_when_it_is_there(tmp_path: Path) -> None:
    laptop, desk = Home(tmp_path, "laptop", A, B), Home(tmp_path, "desk")
    laptop.sync()
    whole = laptop.file.read_bytes()
    laptop.file.write_bytes(whole[:-30])
    assert desk.sync().incomplete == ("laptop-1.jsonl",)
    assert desk.entries() == [A]
    laptop.file.write_bytes(whole)
    assert desk.sync().incomplete == ()
    assert desk.entries() == [A, B]


def test_where_its_own_file_is_elsewhere_a_device_waits_for_it(tmp_path: Path) -> None:
    laptop = Home(tmp_path, "laptop", A)
    laptop.sync()
    laptop.file.rename(laptop.folder / ".laptop-1.jsonl.icloud")
    laptop.answer(B)
    with pytest.raises(SyncError, match=r"laptop-1.jsonl is not on this machine"):
        laptop.sync()
    assert [path.name for path in laptop.folder.iterdir()] == [".laptop-1.jsonl.icloud"]


def test_a_conflict_that_only_damage_makes_is_settled_once_and_alike(tmp_path: Path) -> None:
    good, easy = review(grade=Grade.GOOD), review(grade=Grade.EASY)
    laptop, desk = Home(tmp_path, "laptop", good), Home(tmp_path, "desk", easy)
    laptop.sync()
    conflicts = [*desk.sync().conflicts, *laptop.sync().conflicts]
    assert conflicts == [settle(good, easy)]
    assert laptop.entries() == desk.entries() == [settle(good, easy).kept]
    assert not desk.sync().conflicts
    assert not laptop.sync().conflicts


def test_a_device_of_the_first_edition_and_two_of_this_one_come_to_the_same_days(
    tmp_path: Path,
) -> None:
    evening = replace(review("a", ms=8 * 3_600_000), day=UNTOLD)  # 21:00, 09:00 in Auckland
    first_edition = tmp_path / "shared" / "old-1.jsonl"
    laptop, desk = Home(tmp_path, "laptop"), Home(tmp_path, "desk", calendar=AUCKLAND)
    first_edition.write_bytes(to_line(evening))
    assert b'"v":1' in first_edition.read_bytes()
    laptop.sync()
    desk.sync()
    done = [home.sync() for home in (laptop, desk, laptop, desk)]
    assert laptop.entries() == desk.entries() == [dated(evening, BERLIN)]
    assert [exchange.conflicts for exchange in done] == [()] * 4
    assert [exchange.sent for exchange in done[-2:]] == [0, 0]
    assert first_edition.read_bytes() == to_line(evening), "nobody writes to another's file"


def test_what_another_zone_assumed_before_they_met_is_settled_alike(tmp_path: Path) -> None:
    evening = replace(review("a", ms=8 * 3_600_000), day=UNTOLD)
    laptop = Home(tmp_path, "laptop", evening)
    desk = Home(tmp_path, "desk", evening, calendar=AUCKLAND)
    assert laptop.entries() != desk.entries()
    for home in (laptop, desk, laptop, desk):
        assert not home.sync().conflicts
    assert laptop.entries() == desk.entries()
    assert (laptop.sync().sent, desk.sync().sent) == (0, 0)
