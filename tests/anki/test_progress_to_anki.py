"""A package that carries progress: Anki goes on where the learner is."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anki.collection import Collection
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.anki.identity import card_keys
from ipt_cards.anki.packaging.package import package
from ipt_cards.anki.packaging.packaged_progress import PackagedProgress, packaged_progress
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.progress.entries import Entry, Origin, Review, dated
from ipt_cards.progress.fold import fold, standing
from ipt_cards.scheduling import fsrs, sm2
from ipt_cards.scheduling.day import DAY_MS, Calendar, Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler
from tests.anki.histories import MINUTE_MS, histories, local_zone, now_ms
from tests.anki.real_anki import cards, fresh_collection, import_package, scheduling
from tests.cli.learner import DECK, KEYS
from tests.progress.making import identifier, review

STAMP = 1_700_000_000
HERE = Calendar(local_zone())
SUSPENDED = -1
NEW, REVIEW = 0, 2


def carried(
    entries: list[Entry], calendar: Calendar, scheduler: Scheduler = sm2.review
) -> PackagedProgress:
    entries = [dated(entry, calendar) for entry in entries]
    reviews = [entry for entry in standing(entries) if isinstance(entry, Review)]
    progress = fold(entries, scheduler)
    return packaged_progress(KEYS, progress, reviews, calendar.zone, scheduler, now_ms())


def packed(progress: PackagedProgress, path: Path) -> Path:
    path.write_bytes(package(DECK, MediaFolder(path.parent), STAMP, progress=progress))
    return path


def due_days(collection: Collection) -> dict[str, Day]:
    """The day on which Anki will show each card that it scheduled."""
    keys = card_keys(DECK)
    next_day_ms = collection.sched.day_cutoff * 1000
    today = Calendar(local_zone()).day(next_day_ms - 1)
    return {
        keys[card.note().guid, card.ord]: Day(today + card.due - collection.sched.today)
        for card in cards(collection)
        if card.type == REVIEW
    }


@settings(max_examples=25)
@given(histories(), st.integers(0, 23))
def test_every_card_is_due_in_anki_on_the_same_day_with_the_same_interval_ease_and_history(
    entries: list[Entry], rollover_hour: int
) -> None:
    calendar = Calendar(local_zone(), rollover_hour)
    entries = [dated(entry, calendar) for entry in entries]
    progress = fold(entries)
    reviews = [entry for entry in standing(entries) if isinstance(entry, Review)]
    counted = [each.card for each in reviews if each.origin != Origin.CRAM]
    keys = card_keys(DECK)
    with TemporaryDirectory() as folder, fresh_collection() as collection:
        import_package(
            collection, packed(carried(entries, calendar), Path(folder, "a")), with_scheduling=True
        )
        answered = {key: known for key, known in progress.items() if not known.state.is_new}
        assert due_days(collection) == {key: known.state.due for key, known in answered.items()}
        key_of = {}
        for card in cards(collection):
            key = key_of[card.id] = keys[card.note().guid, card.ord]
            assert (card.queue == SUSPENDED) == (key in progress and progress[key].suspended)
            if key in answered:
                state = answered[key].state
                assert card.ivl == state.interval
                assert card.factor == state.ease * 10
                assert card.lapses == state.lapses
                assert card.reps == counted.count(key)
            else:
                assert scheduling(card)[0] == NEW
                assert scheduling(card)[3:] == (0, 0, 0, 0)
        rows = collection.db.all("SELECT id, cid, ease, time, type = 3, factor = 0 FROM revlog")  # type: ignore[union-attr]
    assert sorted([at, key_of[card], *told] for at, card, *told in rows) == sorted(
        [
            each.at_ms,
            each.card,
            [1, 1, 1, 2, 3, 4][each.grade],
            min(each.duration_ms, 2**32 - 1),
            each.origin == Origin.CRAM,
            each.origin == Origin.CRAM,
        ]
        for each in reviews
    )


def test_a_row_tells_the_interval_before_and_after_and_what_kind_of_answer_it_was() -> None:
    first_day = [Grade.AGAIN, Grade.GOOD]
    entries: list[Entry] = [
        *(review(KEYS[0], grade, ms=n * MINUTE_MS) for n, grade in enumerate(first_day)),
        review(KEYS[0], Grade.GOOD, day=1),
        review(KEYS[0], Grade.HARD, day=2),
        review(KEYS[0], Grade.GOOD, day=2, ms=MINUTE_MS),
        review(KEYS[0], Grade.EASY, day=3, origin=Origin.CRAM),
    ]
    told = carried(entries, Calendar(local_zone())).cards[KEYS[0]]
    learning, reviewing, relearning, filtered = 0, 1, 2, 3
    assert [(row.kind, row.last_interval, row.interval, row.ease_factor) for row in told.rows] == [
        (learning, 0, 1, 2500),
        (learning, 1, 1, 2500),
        (reviewing, 1, 1, 2500),
        (reviewing, 1, 6, 2360),
        (relearning, 6, 6, 2360),
        (filtered, 6, 6, 0),
    ]


def test_reviews_of_one_instant_get_ids_of_their_own_and_a_crowd_of_them_is_thinned() -> None:
    crowd: list[Entry] = [review(KEYS[0], number=number) for number in range(60)]
    told = carried(crowd, Calendar(local_zone())).cards[KEYS[0]]
    start = crowd[0].at_ms if isinstance(crowd[0], Review) else 0
    assert [row.id for row in told.rows] == list(range(start, start + 51))


def test_a_review_from_a_clock_that_was_wrong_counts_but_is_not_carried() -> None:
    soon, later = now_ms() + DAY_MS // 2, now_ms() + 30 * DAY_MS
    entries: list[Entry] = [
        dated(Review(identifier(at), KEYS[0], Grade.GOOD, 0, Origin.QUIZ), HERE)
        for at in (soon, later)
    ]
    told = carried(entries, Calendar(local_zone())).cards[KEYS[0]]
    assert [row.id for row in told.rows] == [soon]
    assert told.schedule.interval == 6


def test_a_learner_with_fsrs_finds_its_memory_in_anki(tmp_path: Path) -> None:
    day_ago = now_ms() - DAY_MS
    entries: list[Entry] = [
        dated(Review(identifier(day_ago), KEYS[0], Grade.GOOD, 0, Origin.QUIZ), HERE),
        dated(Review(identifier(day_ago + MINUTE_MS), KEYS[0], Grade.EASY, 0, Origin.CRAM), HERE),
    ]
    calendar = Calendar(local_zone())
    parameters = (*fsrs.Fsrs().parameters[:20], 0.2)
    scheduler = fsrs.Fsrs(parameters)
    state = fold(entries, scheduler)[KEYS[0]].state
    path = packed(carried(entries, calendar, scheduler), tmp_path / "a")
    with fresh_collection() as collection:
        import_package(collection, path, with_scheduling=True)
        [card] = [card for card in cards(collection) if card.type == REVIEW]
        assert due_days(collection) == {KEYS[0]: state.due}
        memory = card.memory_state
        assert memory is not None
        assert memory.stability == pytest.approx(state.stability, abs=1e-4)
        assert memory.difficulty == pytest.approx(state.difficulty, abs=1e-3)
        assert card.desired_retention == pytest.approx(fsrs.RETENTION)
        assert card.decay == pytest.approx(0.2), "the learner's own forgetting curve"
        assert card.last_review_time == day_ago // 1000
        again = carried(entries, calendar)
        assert again.cards[KEYS[0]].schedule.data == "{}", "SM-2 has no such memory"


def test_progress_reaches_only_cards_that_are_new_to_anki(tmp_path: Path) -> None:
    progress = carried([review(KEYS[0])], Calendar(local_zone()))
    bare = tmp_path / "bare"
    bare.write_bytes(package(DECK, MediaFolder(tmp_path), STAMP - 1))
    with fresh_collection() as collection:
        import_package(collection, bare, with_scheduling=True)
        import_package(collection, packed(progress, tmp_path / "a"), with_scheduling=True)
        assert all(card.type == NEW for card in cards(collection))


def test_the_package_is_the_same_bytes_whenever_it_is_built() -> None:
    entries = [
        review(card, day=day, number=number) for day in range(9) for number, card in enumerate(KEYS)
    ]
    calendar = Calendar(local_zone())
    one, two = (
        package(DECK, MediaFolder(Path()), STAMP, progress=carried(list(order), calendar))
        for order in (entries, entries[::-1])
    )
    assert one == two
    assert one != package(DECK, MediaFolder(Path()), STAMP)


def test_reviews_of_other_decks_cards_are_not_carried() -> None:
    theirs = replace(review(), card="of-another-deck")
    told = carried([theirs, review(KEYS[0], number=1)], Calendar(local_zone()))
    assert (list(told.cards), told.reviews) == ([KEYS[0]], 1)


@pytest.mark.skipif(sys.platform == "win32", reason="there, TZ doesn't set the zone of a process")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_is_the_same_at_the_ends_of_the_earth(zone: str) -> None:
    script = """if True:
        import json
        from pathlib import Path
        from tempfile import TemporaryDirectory
        from tests.anki import test_progress_to_anki as t
        entries = [t.Review(t.identifier(t.now_ms() - 5 * t.DAY_MS), t.KEYS[0], t.Grade.GOOD, 0,
                            t.Origin.QUIZ)]
        calendar = t.Calendar(t.local_zone())
        with TemporaryDirectory() as folder, t.fresh_collection() as collection:
            path = t.packed(t.carried(entries, calendar), Path(folder, "a"))
            t.import_package(collection, path, with_scheduling=True)
            here = t.fold([t.dated(entry, calendar) for entry in entries])[t.KEYS[0]].state.due
            print(json.dumps([here, t.due_days(collection)[t.KEYS[0]]]))
    """
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    here, in_anki = json.loads(ran.stdout)
    assert here == in_anki
