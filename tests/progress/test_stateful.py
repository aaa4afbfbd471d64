"""Anything a learner with two machines may do, in any order, against what the log means."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ipt_cards.progress.answer_fold import told
from ipt_cards.progress.entries import (
    Burial,
    Entry,
    Move,
    Origin,
    Retraction,
    Review,
    Suspension,
    dated,
)
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.statistics.tally import Tally
from ipt_cards.progress.storage import kept_fold, tables
from ipt_cards.scheduling.day import DAY_MS, Calendar, Day
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import AUCKLAND, BERLIN, NOON_MS, cards, origins
from tests.progress.model import meaning


class Device:
    """One machine: its file, what its learner can undo and redo, and what ought to be in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.calendar = BERLIN
        self.entries: dict[str, Entry] = {}
        self.done: list[Entry] = []
        self.undone: list[Retraction] = []
        self.open()

    def open(self) -> None:
        self.log = ReviewLog.open(self.path, self.calendar)

    def append(self, entry: Entry) -> None:
        changed = self.log.append(entry)
        self.entries[entry.id] = dated(entry, self.calendar)
        progress = self.log.progress()
        assert all(progress.get(card, known) == known for card, known in changed.items())


devices = st.sampled_from([0, 1])


class TwoMachines(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.devices = [Device(Path(self.folder.name) / str(n) / "progress.db") for n in (0, 1)]
        self.now_ms = NOON_MS
        self.made = 0

    def new_id(self, after: str | None = None) -> str:
        self.made += 1
        return entry_id(self.now_ms, self.made.to_bytes(10, "big"), after)

    def do(self, number: int, entry: Entry) -> None:
        self.devices[number].append(entry)
        self.devices[number].done.append(entry)
        self.devices[number].undone.clear()

    @rule(number=devices, card=cards, grade=st.sampled_from(Grade), origin=origins)
    def answer(self, number: int, card: str, grade: Grade, origin: Origin) -> None:
        self.do(number, Review(self.new_id(), card, grade, 4000, origin))
        self.now_ms += 4000

    @rule(number=devices, card=cards, suspended=st.booleans())
    def suspend(self, number: int, card: str, suspended: bool) -> None:
        self.do(number, Suspension(self.new_id(), card, suspended))

    @rule(number=devices, card=cards, days=st.integers(1, 3))
    def bury(self, number: int, card: str, days: int) -> None:
        today = self.devices[number].calendar.day(self.now_ms)
        self.do(number, Burial(self.new_id(), card, Day(today + days)))

    @rule(number=devices, names=st.lists(cards, min_size=2, max_size=2, unique=True))
    def rename_a_card(self, number: int, names: list[str]) -> None:
        self.do(number, Move(self.new_id(), *names))

    @rule(number=devices)
    def undo(self, number: int) -> None:
        device = self.devices[number]
        if device.done:
            undone = device.done.pop()
            retraction = Retraction(self.new_id(after=undone.id), undone.id)
            device.append(retraction)
            device.undone.append(retraction)

    @rule(number=devices)
    def redo(self, number: int) -> None:
        device = self.devices[number]
        if device.undone:
            retraction = device.undone.pop()
            again = Retraction(self.new_id(after=retraction.id), retraction.id)
            device.append(again)
            device.done.append(device.entries[retraction.target])

    @rule(days=st.integers(0, 8), minutes=st.integers(0, 24 * 60))
    def time_passes(self, days: int, minutes: int) -> None:
        self.now_ms += days * DAY_MS + minutes * 60_000

    @rule(minutes=st.integers(0, 3 * 24 * 60))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.now_ms = max(NOON_MS, self.now_ms - minutes * 60_000)

    @rule(number=devices, calendar=st.sampled_from([BERLIN, AUCKLAND]))
    def travel(self, number: int, calendar: Calendar) -> None:
        device = self.devices[number]
        device.log.close()
        device.calendar = calendar
        device.open()

    @rule(number=devices, card=cards)
    def crash_in_the_middle_of_an_answer(self, number: int, card: str) -> None:
        device = self.devices[number]
        connection = device.log._connection
        connection.execute("BEGIN IMMEDIATE")
        lost = dated(Review(self.new_id(), card, Grade.EASY, 4000, Origin.QUIZ), device.calendar)
        tables.insert(connection, lost)
        connection.close()
        device.open()

    @rule(number=devices)
    def merge_the_other_machine(self, number: int) -> None:
        here, there = self.devices[number], self.devices[1 - number]
        report = here.log.merge(there.log.entries())
        assert report.added == len(there.entries.keys() - here.entries.keys())
        assert not report.conflicts
        here.entries |= there.entries

    @invariant()
    def every_entry_is_there_once(self) -> None:
        for device in self.devices:
            expected = sorted(device.entries.values(), key=lambda entry: entry.id)
            assert device.log.entries() == expected

    @invariant()
    def the_progress_is_what_the_log_means(self) -> None:
        for device in self.devices:
            expected = meaning(device.entries.values())
            assert device.log.progress() == expected

    @invariant()
    def what_is_kept_is_what_all_answers_come_to(self) -> None:
        for device in self.devices:
            anew = Tally()
            anew.take(map(told, device.log.reviews()))
            with patch.object(kept_fold, "WORTH_KEEPING", 2):
                assert device.log.folded(Tally()).packed() == anew.packed()

    def teardown(self) -> None:
        for device in self.devices:
            assert device.log.check() == []
            device.log.close()
        self.folder.cleanup()


TwoMachines.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestTwoMachines = TwoMachines.TestCase
