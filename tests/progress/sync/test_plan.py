"""What comes in and what goes out, without any file."""

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.entries import Entry
from ipt_cards.progress.merge import settle, union
from ipt_cards.progress.sync.plan import Arrival, Reading, plan, reason_to_leave
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import BERLIN, NOON_MS, contested_logs, logs, review

A, B, C = (review(number=number) for number in (1, 2, 3))


def test_what_the_log_has_not_comes_in_and_what_no_file_has_goes_out() -> None:
    planned = plan([A], None, [Reading("desk.jsonl", (B,))], BERLIN)
    assert planned.arrivals == (Arrival("desk.jsonl", (B,), first=True),)
    assert planned.outgoing == (A,)


def test_nothing_is_written_twice() -> None:
    planned = plan([A, B], Reading("own.jsonl", (A,)), [Reading("desk.jsonl", (B,))], BERLIN)
    assert planned.incoming == []
    assert planned.outgoing == ()


def test_what_came_from_a_device_whose_file_is_gone_goes_out_again() -> None:
    assert plan([A, B], Reading("own.jsonl", (A,)), [], BERLIN).outgoing == (B,)


def test_what_two_files_bring_is_counted_once() -> None:
    planned = plan(
        [], None, [Reading("a.jsonl", (A, B)), Reading("copy of a.jsonl", (A, B, C))], BERLIN
    )
    assert [arrival.entries for arrival in planned.arrivals] == [(A, B), (C,)]


def test_a_file_of_which_something_is_known_is_no_new_one() -> None:
    (arrival,) = plan([A], None, [Reading("desk.jsonl", (A, B))], BERLIN).arrivals
    assert not arrival.first


def test_a_file_with_nothing_new_is_no_new_one() -> None:
    (arrival,) = plan([], None, [Reading("empty.jsonl")], BERLIN).arrivals
    assert not arrival.first


def test_an_entry_from_the_future_tells_how_far_the_clocks_are_apart() -> None:
    arrival = Arrival("desk.jsonl", (review(ms=-1000), review(ms=5000)), first=False)
    assert arrival.ahead_ms(NOON_MS) == 5000
    assert arrival.ahead_ms(NOON_MS + 9000) == 0
    assert Arrival("desk.jsonl", (), first=False).ahead_ms(0) == 0


def test_of_two_entries_under_one_id_the_same_wins_everywhere_and_the_loser_is_quiet() -> None:
    good, easy = review(grade=Grade.GOOD), review(grade=Grade.EASY)
    kept, dropped = settle(good, easy).kept, settle(good, easy).dropped
    winning = plan(
        [dropped], Reading("own.jsonl", (dropped,)), [Reading("desk.jsonl", (kept,))], BERLIN
    )
    assert winning.incoming == [kept]
    assert winning.outgoing == ()
    losing = plan([kept], None, [Reading("desk.jsonl", (dropped,))], BERLIN)
    assert losing.incoming == []
    assert losing.outgoing == (kept,)


@given(st.lists(logs() | contested_logs(), min_size=2, max_size=4))
def test_a_sync_leaves_the_union_in_the_log_and_in_the_folder(parts: list[list[Entry]]) -> None:
    log, *files = ([*union(part)[0]] for part in parts)
    others = [Reading(f"{number}.jsonl", tuple(part)) for number, part in enumerate(files)]
    planned = plan(log, None, others, BERLIN)
    everything = union(log, *files)[0]
    assert union(log, planned.incoming)[0] == everything
    assert union(planned.outgoing, *files)[0] == everything
    assert set(planned.outgoing) <= set(everything)
    assert set(planned.outgoing).isdisjoint(entry for part in files for entry in part)


@given(logs())
def test_a_device_goes_on_with_a_file_of_which_it_knows_all(log: list[Entry]) -> None:
    assert reason_to_leave(log, Reading("own.jsonl", tuple(log[::2]))) == ""


def test_a_device_leaves_a_file_in_which_another_wrote() -> None:
    assert "another device writes it" in reason_to_leave([A], Reading("own.jsonl", (A, B)))


def test_a_device_leaves_a_file_that_is_damaged() -> None:
    assert (
        reason_to_leave([A], Reading("own.jsonl", problem="own.jsonl:3: no")) == "own.jsonl:3: no"
    )
    broken = Reading("own.jsonl", (A,), whole=200, size=900, broken=True)
    assert "own.jsonl is damaged amid its lines" in reason_to_leave([A], broken)


def test_a_file_in_which_a_settled_conflict_stands_is_still_the_devices_own() -> None:
    wrote = Reading("own.jsonl", (review(grade=Grade.GOOD),))
    assert reason_to_leave([review(grade=Grade.EASY)], wrote) == ""
