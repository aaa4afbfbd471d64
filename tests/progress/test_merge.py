"""A merge is a set union: commutative, associative, idempotent, also under conflicts."""

from dataclasses import replace

from hypothesis import given

from ipt_cards.progress.entries import Entry, Review
from ipt_cards.progress.merge import Conflict, union
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import contested_logs, logs, review

any_logs = logs(max_size=6) | contested_logs()


def united(*several: list[Entry]) -> list[Entry]:
    return union(*several)[0]


@given(any_logs, any_logs)
def test_a_merge_is_commutative(one: list[Entry], other: list[Entry]) -> None:
    assert united(one, other) == united(other, one)


@given(any_logs, any_logs, any_logs)
def test_a_merge_is_associative(a: list[Entry], b: list[Entry], c: list[Entry]) -> None:
    assert united(united(a, b), c) == united(a, united(b, c)) == united(a, b, c)


@given(any_logs)
def test_a_merge_is_idempotent(log: list[Entry]) -> None:
    once = united(log)
    assert united(once, once) == once


@given(logs(), logs())
def test_a_merge_holds_what_either_holds(one: list[Entry], other: list[Entry]) -> None:
    kinds_and_ids = {(entry.kind, entry.id) for entry in one + other}
    assert {(entry.kind, entry.id) for entry in united(one, other)} == kinds_and_ids


def test_a_conflict_is_reported_and_settled_the_same_way_everywhere() -> None:
    good, easy = review("a", Grade.GOOD), review("a", Grade.EASY)
    conflict = Conflict(kept=good, dropped=easy)
    assert union([good], [easy]) == ([good], [conflict])
    assert union([easy], [good]) == ([good], [conflict])


@given(logs())
def test_the_same_entry_twice_is_no_conflict(log: list[Entry]) -> None:
    copies = [replace(entry) if isinstance(entry, Review) else entry for entry in log]
    assert union(log, copies)[1] == []
