"""What a clock that was ahead dated comes back to when it was done, or is taken back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.clock_repair import dropped, moved, wrong_entries
from ipt_cards.progress.entries import Burial, Entry, Review
from ipt_cards.progress.entry_id import instant_ms
from ipt_cards.progress.fold import fold, standing
from ipt_cards.scheduling.day import DAY_MS, Day
from tests.progress.making import FIRST_DAY, NOON_MS, identifier, logs, review

YEARS_MS = 1096 * DAY_MS
nows = st.integers(-5, 45).map(lambda days: NOON_MS + days * DAY_MS + 3_600_000)


@given(logs(), nows)
def test_nothing_that_stands_lies_ahead_afterwards(log: list[Entry], now_ms: int) -> None:
    for repair in (moved(log, now_ms), dropped(log, now_ms)):
        assert wrong_entries([*log, *repair.entries], now_ms) == []


@given(logs(), nows)
def test_what_lies_before_now_stays_and_all_else_moves_by_the_same_days(
    log: list[Entry], now_ms: int
) -> None:
    repair = moved(log, now_ms)
    before = [e for e in standing(log) if instant_ms(e.id) <= now_ms]
    after = standing([*log, *repair.entries])
    assert [entry for entry in after if entry in before] == before
    came = sorted(instant_ms(e.id) for e in after if e not in before)
    assert came == sorted(instant_ms(e.id) - repair.days * DAY_MS for e in repair.wrong)
    assert all(instant > now_ms - DAY_MS for instant in came[-1:])


@given(logs(), nows)
def test_what_is_taken_back_leaves_the_rest(log: list[Entry], now_ms: int) -> None:
    repair = dropped(log, now_ms)
    rest = [e for e in standing(log) if instant_ms(e.id) <= now_ms]
    assert standing([*log, *repair.entries]) == rest


def test_a_card_is_due_as_if_the_clock_had_been_right() -> None:
    right = [review("a", day=day, ms=day) for day in (0, 1, 7)]
    ahead = [
        replace(each, id=identifier(each.at_ms + YEARS_MS), day=Day(each.day + 1096))
        for each in right
    ]
    repair = moved(ahead, NOON_MS + 8 * DAY_MS)
    assert repair.days == 1096 - 1 + 1
    assert fold([*ahead, *repair.entries])["a"].state == fold(right)["a"].state


def test_the_day_of_the_last_answer_can_be_named() -> None:
    ahead = [review("a", day=100), review("b", day=103)]
    repair = moved(ahead, NOON_MS + 50 * DAY_MS, to=Day(FIRST_DAY + 40))
    days = {e.card: e.day for e in standing([*ahead, *repair.entries]) if isinstance(e, Review)}
    assert days == {"a": FIRST_DAY + 37, "b": FIRST_DAY + 40}


def test_a_burial_made_ahead_ends_earlier_too() -> None:
    burial = Burial(identifier(NOON_MS + 100 * DAY_MS), "a", Day(FIRST_DAY + 101))
    repair = moved([burial], NOON_MS)
    assert fold([burial, *repair.entries])["a"].buried_until == FIRST_DAY + 1


@given(logs(), nows)
def test_repairing_twice_adds_nothing(log: list[Entry], now_ms: int) -> None:
    once = [*log, *moved(log, now_ms).entries]
    assert moved(once, now_ms).entries == ()
