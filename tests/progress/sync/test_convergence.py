"""Three devices and a careless carrier: whatever happens, all end with the same log.

Each device has its own copy of the folder. The carrier brings any file from any copy to any other,
by half, late, twice, under another name or not at all.
"""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from ipt_cards.progress.entries import Entry, Move, Origin, Retraction, Review, Suspension, dated
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.sync.device import device
from ipt_cards.progress.sync.exchange import Exchange, exchange
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN, NOON_MS, cards, origins
from tests.progress.model import meaning

HOUR_MS = 3_600_000


class Machine:
    """One device: its home, its copy of the folder, and how far its clock is off."""

    def __init__(self, root: Path, clock_off_ms: int) -> None:
        self.home = root / "home"
        self.folder = root / "folder"
        self.home.mkdir(parents=True)
        self.folder.mkdir()
        self.clock_off_ms = clock_off_ms
        self.open()

    def open(self) -> None:
        self.log = ReviewLog.open(self.home / "progress.db", BERLIN)

    def sync(self, tag: str) -> Exchange:
        before = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        # All have one name, as machines fresh from one shop may.
        with device(self.home / "device.db", "laptop", tag) as this:
            done = exchange(self.log, self.folder, this, tag)
        after = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        own = before.pop(done.file, b"")
        assert after.get(done.file, b"").startswith(own[: own.rfind(b"\n") + 1])
        assert after.items() >= before.items()
        assert done.problems == ()
        assert done.conflicts == ()
        return done


machines = st.sampled_from([0, 1, 2])
shares = st.just(1.0) | st.floats(0, 1)


class ThreeDevices(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.root = TemporaryDirectory()
        offs = (0, 5 * HOUR_MS, -3 * HOUR_MS)
        self.machines = [Machine(Path(self.root.name) / str(n), off) for n, off in enumerate(offs)]
        self.now_ms = NOON_MS
        self.made: dict[str, Entry] = {}
        self.tags = 0
        self.carried: dict[str, bytes] = {}

    def new_id(self, number: int, after: str | None = None) -> str:
        self.now_ms += 60_000
        at_ms = self.now_ms + self.machines[number].clock_off_ms
        return entry_id(at_ms, len(self.made).to_bytes(10, "big"), after)

    def do(self, number: int, entry: Entry) -> None:
        self.machines[number].log.append(entry)
        self.made[entry.id] = entry

    def sync_one(self, number: int) -> Exchange:
        self.tags += 1
        return self.machines[number].sync(f"{self.tags:06x}")

    @rule(number=machines, card=cards, grade=st.sampled_from(Grade), origin=origins)
    def answer(self, number: int, card: str, grade: Grade, origin: Origin) -> None:
        self.do(number, dated(Review(self.new_id(number), card, grade, 4000, origin), BERLIN))

    @rule(number=machines, card=cards, suspended=st.booleans())
    def suspend(self, number: int, card: str, suspended: bool) -> None:
        self.do(number, Suspension(self.new_id(number), card, suspended))

    @rule(number=machines, names=st.lists(cards, min_size=2, max_size=2, unique=True))
    def rename_a_card(self, number: int, names: list[str]) -> None:
        self.do(number, Move(self.new_id(number), *names))

    @rule(number=machines, nth=st.integers(0, 9))
    def undo(self, number: int, nth: int) -> None:
        if entries := self.machines[number].log.entries():
            target = entries[-1 - nth % len(entries)].id
            self.do(number, Retraction(self.new_id(number, after=target), target))

    @rule(number=machines)
    def sync(self, number: int) -> None:
        self.sync_one(number)

    @rule(number=machines, share=shares, zeros=st.booleans())
    def crash_amid_a_sync(self, number: int, share: float, zeros: bool) -> None:
        folder = self.machines[number].folder
        sizes = {path: path.stat().st_size for path in folder.iterdir()}
        own = folder / self.sync_one(number).file
        if own.exists():
            written = own.read_bytes()
            kept = sizes.get(own, 0)
            kept += int((len(written) - kept) * share)
            own.write_bytes(written[:kept] + zeros * bytes(len(written) - kept))

    @rule(pair=st.permutations([0, 1, 2]), nth=st.integers(0, 9), share=shares)
    def carry(self, pair: list[int], nth: int, share: float) -> None:
        self.copy(pair[0], pair[1], nth, share, "")

    @rule(pair=st.permutations([0, 1, 2]), nth=st.integers(0, 9))
    def carry_beside(self, pair: list[int], nth: int) -> None:
        self.copy(pair[0], pair[1], nth, 1, "conflicted copy of ")

    @rule(number=machines, nth=st.integers(0, 9))
    def lose_a_file(self, number: int, nth: int) -> None:
        if files := sorted(self.machines[number].folder.iterdir()):
            files[nth % len(files)].unlink()

    @precondition(lambda self: self.made)
    @rule(pair=st.permutations([0, 1, 2]))
    def copy_a_home(self, pair: list[int]) -> None:
        there, here = (self.machines[number] for number in pair[:2])
        there.log.close()
        here.log.close()
        shutil.rmtree(here.home)
        shutil.copytree(there.home, here.home)
        there.open()
        here.open()

    def copy(self, source: int, target: int, nth: int, share: float, prefix: str) -> None:
        if files := sorted(self.machines[source].folder.iterdir()):
            file = files[nth % len(files)]
            content = file.read_bytes()
            copied = self.machines[target].folder / (prefix + file.name)
            copied.write_bytes(content[: int(len(content) * share)])

    def carry_all(self) -> None:
        """Bring the same files everywhere: of two that changed, one, as of one that did."""
        copies = [path for machine in self.machines for path in machine.folder.iterdir()]
        for name in {path.name for path in copies}:
            versions = [path.read_bytes() for path in copies if path.name == name]
            changed = [version for version in versions if version != self.carried.get(name)]
            self.carried[name] = max(changed or versions, key=len)
            for machine in self.machines:
                (machine.folder / name).write_bytes(self.carried[name])

    def teardown(self) -> None:
        try:
            self.all_converge()
        finally:
            for machine in self.machines:
                machine.log.close()
            self.root.cleanup()

    def all_converge(self) -> None:
        there = {e.id for machine in self.machines for e in machine.log.entries()}
        for _ in range(4):
            for number in (0, 1, 2):
                self.sync_one(number)
            self.carry_all()
        last = [self.sync_one(number) for number in (0, 1, 2)]
        assert [(each.sent, each.left) for each in last] == [(0, "")] * 3
        assert not any(arrival.entries for each in last for arrival in each.arrivals)
        logs = [machine.log.entries() for machine in self.machines]
        assert logs[0] == logs[1] == logs[2]
        assert there <= {entry.id for entry in logs[0]} <= self.made.keys()
        assert all(self.made[entry.id] == entry for entry in logs[0])
        expected = meaning(logs[0])
        for machine in self.machines:
            assert machine.log.progress() == expected
            assert machine.log.check() == []


ThreeDevices.TestCase.settings = settings(
    max_examples=400 if os.environ.get("IPT_CARDS_LONG_TESTS") else 20,
    stateful_step_count=30,
    deadline=None,
)
TestThreeDevices = ThreeDevices.TestCase
