"""The log in its file: what is appended, what the cache says, what merges bring."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.progress.entries import (
    UNTOLD,
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
from ipt_cards.progress.fold import current_names, fold, standing
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.merge import MergeReport, union
from ipt_cards.scheduling.card_progress import UNSEEN, CardProgress
from ipt_cards.scheduling.day import DAY_MS, Calendar, Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.sm2 import CardState
from ipt_cards.scheduling.sm2 import review as sm2_review
from tests.progress.making import (
    AUCKLAND,
    BERLIN,
    FIRST_DAY,
    NOON_MS,
    contested_logs,
    identifier,
    logs,
    review,
    undo,
)
from tests.scheduling.calendars import calendars


@pytest.fixture
def log(tmp_path: Path) -> Iterator[ReviewLog]:
    with ReviewLog.open(tmp_path / "progress.db", BERLIN) as opened:
        yield opened


@settings(max_examples=50)
@given(logs(), st.data())
def test_however_entries_were_batched_cached_and_merged_the_progress_is_the_fold(
    entries: list[Entry], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(entries))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        with ReviewLog.open(path, BERLIN) as log:
            while order:
                size = data.draw(st.integers(1, len(order)))
                batch, order = order[:size], order[size:]
                if data.draw(st.booleans()):
                    log.append(*batch)
                else:
                    log.merge(batch)
            assert log.progress() == fold(entries)
            assert log.check() == []
            assert log.entries() == union(entries)[0]


def test_an_answer_is_there_when_the_file_is_opened_again(log: ReviewLog) -> None:
    log.append(review("a"))
    with ReviewLog.open(log.path, BERLIN) as again:
        assert again.entries() == [review("a")]
        assert again.progress() == fold([review("a")])


def test_appending_tells_what_became_of_the_cards_concerned(log: ReviewLog) -> None:
    answer = review("a")
    assert log.append(answer) == fold([answer])
    assert log.append(undo(answer)) == {"a": UNSEEN}
    crammed = review("b", origin=Origin.CRAM, number=1)
    assert log.append(crammed) == {"b": UNSEEN}


def test_a_renamed_card_is_told_under_both_its_names(log: ReviewLog) -> None:
    log.append(review("old"))
    changed = log.append(Move(identifier(number=1), "old", "new"))
    assert changed == {"old": UNSEEN, "new": fold([review("new")])["new"]}


def test_an_answer_under_a_cards_former_name_counts_for_its_current_one(log: ReviewLog) -> None:
    entries: list[Entry] = [
        review("old"),
        Move(identifier(number=1), "old", "new"),
        review("old", day=1),
    ]
    log.append(*entries[:2])
    assert log.append(entries[2]) == fold(entries)
    assert log.progress() == fold(entries)
    assert log.check() == []


def test_an_undone_answer_that_is_redone_counts_again(log: ReviewLog) -> None:
    answer = review("a")
    undone = undo(answer)
    log.append(answer)
    log.append(undone)
    assert log.append(undo(undone)) == fold([answer])
    assert log.progress() == fold([answer])


def test_a_leech_is_answered_and_suspended_in_one_breath(log: ReviewLog) -> None:
    suspension = Suspension(identifier(number=1), "a", suspended=True)
    assert log.append(review("a"), suspension)["a"].suspended


def test_an_entry_appended_twice_is_there_once(log: ReviewLog) -> None:
    log.append(review("a"))
    progress = log.progress()
    log.append(review("a"))
    assert log.entries() == [review("a")]
    assert log.progress() == progress


def test_another_entry_under_an_id_that_is_taken_is_refused_with_all_its_batch(
    log: ReviewLog,
) -> None:
    log.append(review("a"))
    with pytest.raises(ValueError, match="another entry's id"):
        log.append(review("b", number=1), review("a", Grade.EASY))
    assert log.entries() == [review("a")]
    assert log.check() == []


def test_a_retraction_counts_for_all_that_share_the_id_it_names(log: ReviewLog) -> None:
    answer = review("a")
    entries: list[Entry] = [answer, Retraction(answer.id, entry_id(0, bytes(10)))]
    log.merge(entries)
    takes_back = Retraction(entry_id(answer.at_ms + 1, bytes(10)), answer.id)
    log.merge([takes_back])
    assert log.progress() == fold([*entries, takes_back]) == {}
    assert log.check() == []


def test_a_merge_says_what_it_added_and_settles_conflicts(log: ReviewLog) -> None:
    log.append(review("a", Grade.GOOD), review("b", Grade.EASY, number=1))
    report = log.merge(
        [
            review("a", Grade.EASY),
            review("b", Grade.GOOD, number=1),
            review("c", number=2),
            review("c", number=2),
        ]
    )
    assert (report.added, report.known, len(report.conflicts)) == (1, 1, 2)
    kept = [review("a"), review("b", number=1), review("c", number=2)]
    assert log.entries() == kept
    assert log.progress() == fold(kept)
    assert log.check() == []


@settings(max_examples=30)
@given(logs(max_size=10), logs(max_size=10))
def test_two_machines_that_merge_each_other_agree(one: list[Entry], other: list[Entry]) -> None:
    with TemporaryDirectory() as folder:
        logs_of = [ReviewLog.open(Path(folder) / name, BERLIN) for name in ("here", "there")]
        with closing(logs_of[0]) as here, closing(logs_of[1]) as there:
            here.merge(one)
            there.merge(other)
            here.merge(there.entries())
            there.merge(here.entries())
            assert here.entries() == there.entries()
            assert here.progress() == there.progress()
            again = here.merge(there.entries())
            assert again == MergeReport(0, len(here.entries()), ())


@settings(max_examples=50)
@given(contested_logs(), contested_logs())
def test_two_machines_agree_also_where_their_logs_contradict_each_other(
    one: list[Entry], other: list[Entry]
) -> None:
    with TemporaryDirectory() as folder, ReviewLog.open(Path(folder) / "log", BERLIN) as log:
        log.merge(one)
        log.merge(other)
        expected, _ = union(one, other)
        assert set(log.entries()) == set(expected)
        assert log.progress() == fold(expected)
        assert log.check() == []


def test_an_error_while_reading_what_to_merge_leaves_the_log_as_it_was(log: ReviewLog) -> None:
    def broken() -> Iterator[Entry]:
        yield review("a")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        log.merge(broken())
    assert log.entries() == []


def test_many_cards_merged_at_once_are_folded_like_few(log: ReviewLog) -> None:
    entries = [
        review(f"card-{number % 700}", Grade(number % 6), day=number // 300, number=number)
        for number in range(1500)
    ]
    entries.reverse()
    log.merge(entries)
    assert log.progress() == fold(entries)


def test_reviews_that_stand_are_told_by_their_cards_current_names(log: ReviewLog) -> None:
    first, second, third = (review("old", day=day) for day in range(3))
    log.append(first, second, third, undo(second), Move(identifier(number=1), "old", "new"))
    assert log.reviews() == [review("new", day=0), review("new", day=2)]
    assert log.reviews(since_ms=first.at_ms + 1) == [review("new", day=2)]


def test_the_latest_reviews_are_told_without_reading_the_others(log: ReviewLog) -> None:
    first, second, third = (review("a", day=day) for day in range(3))
    log.append(first, second, third)
    assert log.reviews(latest=2) == [second, third]
    assert log.reviews(since_ms=third.at_ms, latest=2) == [third]
    log.append(undo(third))
    assert log.reviews(latest=2) == [second]


def test_reviews_are_told_from_the_first_instant_there_is(log: ReviewLog) -> None:
    first = dated(Review(identifier(0), "a", Grade.GOOD, 0, Origin.ANKI), BERLIN)
    log.append(first)
    assert log.reviews() == [first]


@settings(max_examples=30)
@given(logs())
def test_instants_and_names_are_what_the_entries_say(entries: list[Entry]) -> None:
    with TemporaryDirectory() as folder, ReviewLog.open(Path(folder) / "log", BERLIN) as log:
        log.merge(entries)
        names = current_names(e for e in standing(entries) if isinstance(e, Move))
        assert log.names() == names
        expected: dict[str, list[int]] = {}
        for entry in sorted(entries, key=lambda entry: entry.id):
            if isinstance(entry, Review):
                expected.setdefault(names.get(entry.card, entry.card), []).append(entry.at_ms)
        assert {card: list(instants) for card, instants in log.instants().items()} == expected


def test_an_answer_s_instants_are_its_card_s_own_also_once_renamed_or_taken_back(
    log: ReviewLog,
) -> None:
    first = dated(Review(identifier(0), "old", Grade.GOOD, 0, Origin.ANKI), BERLIN)
    second, third = review("new", day=1), review("other", day=2)
    log.append(first, second, third, undo(second), Move(identifier(number=1), "old", "new"))
    assert log.names() == {"old": "new"}
    assert {card: list(instants) for card, instants in log.instants().items()} == {
        "new": [0, NOON_MS + DAY_MS],
        "other": [NOON_MS + 2 * DAY_MS],
    }


def test_an_answer_from_before_the_card_s_last_one_takes_its_place_among_the_others(
    log: ReviewLog,
) -> None:
    answers = [review("a", Grade.GOOD, day=7), review("a", Grade.GOOD, day=1), review("a", day=0)]
    for answer in answers:
        log.append(answer)
    assert log.progress() == fold(answers)
    assert log.check() == []


def test_a_learner_who_moves_to_another_zone_keeps_the_days_that_were(log: ReviewLog) -> None:
    evening = replace(review("a", ms=8 * 3_600_000), day=UNTOLD)  # 21:00, 09:00 in Auckland
    log.append(evening)
    with ReviewLog.open(log.path, AUCKLAND) as moved:
        assert moved.progress()["a"].state.reviewed == FIRST_DAY
        moved.append(replace(evening, id=identifier(evening.at_ms + 1), card="b"))
    assert log.progress()["b"].state.reviewed == FIRST_DAY + 1


@settings(max_examples=25)
@given(logs(), st.lists(calendars, min_size=1, max_size=3))
def test_no_zone_or_hour_set_afterwards_changes_what_was(
    entries: list[Entry], later: list[Calendar]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        with ReviewLog.open(path, BERLIN) as log:
            log.merge(entries)
            before = log.entries(), log.progress()
        for calendar in later:
            with ReviewLog.open(path, calendar) as log:
                assert (log.entries(), log.progress()) == before


@settings(max_examples=25)
@given(logs(), calendars, calendars, st.booleans())
def test_logs_of_the_first_edition_that_got_other_days_agree_once_they_meet(
    entries: list[Entry], here: Calendar, there: Calendar, swapped: bool
) -> None:
    undated = [replace(e, day=UNTOLD) if isinstance(e, Review) else e for e in entries]
    with (
        TemporaryDirectory() as folder,
        ReviewLog.open(Path(folder) / "a", here) as one,
        ReviewLog.open(Path(folder) / "b", there) as other,
    ):
        one.merge(undated)
        other.merge(undated)
        first, second = (other, one) if swapped else (one, other)
        reports = [first.merge(second.entries()), second.merge(first.entries())]
        assert first.entries() == second.entries()
        assert first.progress() == second.progress() == fold(first.entries())
        assert [report.conflicts for report in reports] == [(), ()], "nobody's fault"
        settled = first.entries()
        assert first.merge(undated).added == 0
        assert first.entries() == settled, "what is told never gives way to what is assumed"


@pytest.mark.parametrize("other", [AUCKLAND, Calendar(BERLIN.zone, rollover_hour=20)])
def test_two_sessions_under_different_settings_never_mix_their_days(
    log: ReviewLog, other: Calendar
) -> None:
    with ReviewLog.open(log.path, other) as there:
        entries = [review("a", day=day, ms=8 * 3_600_000) for day in range(6)]
        for number, entry in enumerate(entries):
            (log if number % 2 else there).append(entry)
        assert log.progress() == fold(entries)
        assert there.progress() == fold(entries)


def test_zones_that_have_no_name_are_told_from_each_other(log: ReviewLog) -> None:
    log.append(*(review("a", day=day, ms=8 * 3_600_000) for day in range(3)))
    for hours in (9, -9, 9):
        calendar = Calendar(timezone(timedelta(hours=hours)))
        with ReviewLog.open(log.path, calendar) as there:
            assert there.progress() == fold(log.entries())
            assert there.check() == []


def every_day(state: CardState, grade: Grade, day: Day) -> CardState:
    return sm2_review(state, grade, day)._replace(interval=1, due=Day(day + 1))


def test_another_scheduler_makes_the_schedule_anew(log: ReviewLog) -> None:
    entries = [review("a", day=day) for day in (0, 1, 7)]
    log.append(*entries)
    with ReviewLog.open(log.path, BERLIN, scheduler=every_day) as other:
        assert other.progress() == fold(entries, every_day)


def test_a_card_that_left_the_deck_keeps_its_history(log: ReviewLog) -> None:
    log.append(review("gone"), Burial(identifier(number=1), "gone", Day(FIRST_DAY + 1)))
    assert log.progress()["gone"].buried_until == FIRST_DAY + 1


def steps_to_append(log: ReviewLog, entry: Entry) -> int:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    log._connection.set_progress_handler(count, 1)
    log.append(entry)
    log._connection.set_progress_handler(None, 1)
    return steps


def test_appending_to_a_long_log_takes_no_more_steps_than_to_a_short_one(log: ReviewLog) -> None:
    def answers(number: int) -> list[Entry]:
        return [review(f"card-{n % 10}", day=n // 100, number=n) for n in range(number)]

    log.merge(answers(100))
    after_a_hundred = steps_to_append(log, review("card-1", day=500))
    log.merge(answers(20_000))
    after_twenty_thousand = steps_to_append(log, review("card-1", day=501))
    assert after_twenty_thousand <= after_a_hundred + 5


def test_a_wrong_cache_is_found_and_rebuilt(log: ReviewLog) -> None:
    log.append(review("a"), review("b", number=1))
    log._connection.execute("UPDATE card_state SET due = due + 1 WHERE card = 'b'")
    [problem] = log.check()
    assert "schedule of b isn't" in problem
    assert "ipt-cards progress rebuild" in problem
    log.rebuild()
    assert log.check() == []


def test_of_several_wrong_cached_schedules_the_first_is_named(log: ReviewLog) -> None:
    log.append(review("a"), review("b", number=1))
    log._connection.execute("UPDATE card_state SET due = due + 1")
    [problem] = log.check()
    assert "schedule of 2 cards (a the first) isn't" in problem


def test_an_entry_that_cannot_be_is_found(log: ReviewLog) -> None:
    log._connection.execute("INSERT INTO move VALUES ('5', 'a', 'b')")
    assert log.check() == [
        "The move 5 can't be: '5' is not an entry's id (a UUID of version 7 or 8)."
    ]


def test_a_card_that_the_cache_lacks_or_has_for_nothing_is_found(log: ReviewLog) -> None:
    log.append(review("a"), review("b", number=1))
    log._connection.execute("DELETE FROM card_state WHERE card = 'a'")
    log._connection.execute("UPDATE card_state SET card = 'c'")
    [problem] = log.check()
    assert "schedule of 3 cards (a the first)" in problem


def test_a_schedule_is_not_judged_by_entries_that_cannot_be_nor_under_other_settings(
    log: ReviewLog,
) -> None:
    log.append(review("a"))
    log._connection.execute("UPDATE card_state SET due = due + 1")
    with ReviewLog.open(log.path, BERLIN, scheduler=every_day) as there:
        assert there.check() == []
    log._connection.execute("INSERT INTO move VALUES ('5', 'a', 'b')")
    [problem] = log.check()
    assert "move 5" in problem


def test_progress_is_of_cards_with_a_history_alone(log: ReviewLog) -> None:
    log.append(review("a"))
    progress: dict[str, CardProgress] = log.progress()
    assert progress.keys() == {"a"}


def test_an_answer_under_another_card_s_id_is_refused_and_nothing_of_it_stays(
    log: ReviewLog,
) -> None:
    first = review("a")
    log.append(first)
    with pytest.raises(ValueError, match="another entry's id"):
        log.append(review("b"))
    assert log.entries() == [first]
    assert set(log.progress()) == {"a"}
    assert log.check() == []
