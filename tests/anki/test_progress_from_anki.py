"""Answers given in the real Anki come home: each once, and as if they had been given here."""

from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anki.collection import Collection
from anki.scheduler.v3 import CardAnswer
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.anki.identity import card_keys
from ipt_cards.anki.import_reviews import ImportReport, ReviewImport
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.progress.entries import Entry, Origin, Review, dated
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.progress.fold import fold
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import DAY_MS, Calendar
from ipt_cards.scheduling.grade import Grade
from tests.anki.histories import MINUTE_MS, histories, local_zone, now_ms
from tests.anki.real_anki import answer, cards, export, fresh_collection, import_package
from tests.anki.test_progress_to_anki import carried, packed
from tests.cli.learner import DECK, KEYS
from tests.progress.making import identifier

CALENDAR = Calendar(local_zone())
FORMATS = [("a.apkg", True), ("a.apkg", False), ("a.colpkg", True), ("a.colpkg", False)]
GRADE = {
    CardAnswer.AGAIN: Grade.AGAIN,
    CardAnswer.HARD: Grade.HARD,
    CardAnswer.GOOD: Grade.GOOD,
    CardAnswer.EASY: Grade.EASY,
}
Answer = tuple[str, "CardAnswer.Rating.V"]
answers = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(list(GRADE))), max_size=10)


def give(collection: Collection, given_there: list[Answer]) -> list[tuple[int, str, Grade]]:
    """Answer cards in Anki, a minute apart up to now. Returns (instant, card, grade)."""
    keys = card_keys(DECK)
    ids = {keys[card.note().guid, card.ord]: card.id for card in cards(collection)}
    database = collection.db
    assert database is not None
    told = []
    for number, (key, rating) in enumerate(given_there):
        answer(collection, ids[key], rating)
        at = now_ms() - (len(given_there) - number) * MINUTE_MS + 7
        database.execute("UPDATE revlog SET id = ? WHERE id = (SELECT max(id) FROM revlog)", at)
        told.append((at, key, GRADE[rating]))
    return told


def bring_home(log: ReviewLog, path: Path) -> ImportReport:
    found = ReviewImport([DECK], log.calendar, log.instants())
    with open_collection(path) as collection:
        log.merge(found.new_reviews(collection))
    return found.report


@settings(max_examples=12)
@given(histories(), answers, st.sampled_from(FORMATS))
def test_the_log_gains_exactly_the_answers_given_in_anki_as_if_they_were_given_here(
    entries: list[Entry], given_there: list[Answer], file: tuple[str, bool]
) -> None:
    name, legacy = file
    old = [e for e in entries if not isinstance(e, Review) or e.at_ms < now_ms() - 11 * MINUTE_MS]
    with (
        TemporaryDirectory() as folder,
        fresh_collection() as collection,
        ReviewLog.open(Path(folder, "log"), CALENDAR) as log,
    ):
        log.append(*old)
        path = packed(carried(log.entries(), CALENDAR), Path(folder, "out"))
        import_package(collection, path, with_scheduling=True)
        there = give(collection, given_there)
        path = export(collection, Path(folder, name), legacy=legacy)

        before = log.entries()
        report = bring_home(log, path)
        gained = [entry for entry in log.entries() if entry not in before]
        assert all(isinstance(e, Review) and e.origin == Origin.ANKI for e in gained)
        assert [(e.at_ms, e.card, e.grade) for e in gained if isinstance(e, Review)] == there
        assert report.new.total() == len(there)

        here: list[Entry] = [
            dated(Review(entry_id(at, bytes(10)), card, grade, 0, Origin.QUIZ), CALENDAR)
            for at, card, grade in there
        ]
        assert log.progress() == fold([*before, *here])

        held = log.entries()
        again = bring_home(log, path)
        assert (again.new.total(), again.known) == (0, report.new.total() + report.known)
        assert log.entries() == held


def test_exports_of_several_days_may_come_in_any_order(tmp_path: Path) -> None:
    exports = []
    with fresh_collection() as collection:
        import_package(collection, packed(carried([], CALENDAR), tmp_path / "out"))
        for number, key in enumerate(KEYS[:3]):
            give(collection, [(key, CardAnswer.AGAIN), (key, CardAnswer.GOOD)])
            exports.append(export(collection, tmp_path / f"{number}.apkg", legacy=number == 1))
    held = []
    for order in permutations(exports):
        with TemporaryDirectory() as folder, ReviewLog.open(Path(folder, "log"), CALENDAR) as log:
            for path in order:
                bring_home(log, path)
            held.append(log.entries())
    assert len(held[0]) == 6
    assert all(entries == held[0] for entries in held)


@pytest.mark.parametrize(("reschedule", "origin"), [(True, Origin.ANKI), (False, Origin.CRAM)])
def test_a_filtered_deck_counts_unless_it_leaves_the_schedule_alone(
    tmp_path: Path, reschedule: bool, origin: Origin
) -> None:
    seen = identifier(now_ms() - 3 * DAY_MS)
    entries: list[Entry] = [
        dated(Review(seen, KEYS[0], Grade.GOOD, 0, Origin.QUIZ), CALENDAR),
        dated(
            Review(identifier(now_ms() - 2 * DAY_MS), KEYS[0], Grade.GOOD, 0, Origin.QUIZ), CALENDAR
        ),
    ]
    with (
        fresh_collection() as collection,
        ReviewLog.open(tmp_path / "log", CALENDAR) as log,
    ):
        log.append(*entries)
        path = packed(carried(entries, CALENDAR), tmp_path / "out")
        import_package(collection, path, with_scheduling=True)
        deck = collection.sched.get_or_create_filtered_deck(0)  # type: ignore[arg-type] # a NewType
        deck.config.reschedule = reschedule
        deck.config.search_terms[0].search = "is:review"
        collection.sched.add_or_update_filtered_deck(deck)
        give(collection, [(KEYS[0], CardAnswer.GOOD)])
        bring_home(log, export(collection, tmp_path / "home.apkg", legacy=False))
        assert [entry.origin for entry in log.reviews()][2:] == [origin]


@pytest.mark.parametrize("legacy", [True, False])
@pytest.mark.parametrize("hour", [0, 4, 20])
def test_an_answer_belongs_to_the_day_of_its_collection_s_own_hour(
    tmp_path: Path, hour: int, legacy: bool
) -> None:
    with fresh_collection() as collection:
        collection.set_config("rollover", hour)
        import_package(collection, packed(carried([], CALENDAR), tmp_path / "out"))
        give(collection, [(KEYS[0], CardAnswer.GOOD)])
        home = export(collection, tmp_path / "home.colpkg", legacy=legacy)
    other = Calendar(CALENDAR.zone, (hour + 12) % 24)
    with ReviewLog.open(tmp_path / "log", other) as log:
        bring_home(log, home)
        [answered] = log.reviews()
        assert answered.day == Calendar(CALENDAR.zone, hour).day(answered.at_ms)


def test_what_is_no_answer_to_a_card_of_the_deck_is_left_aside_and_counted(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        import_package(collection, packed(carried([], CALENDAR), tmp_path / "out"))
        note_type = collection.models.by_name("Basic")
        assert note_type is not None
        other = collection.new_note(note_type)
        other.fields = ["of another", "deck"]
        collection.add_note(other, collection.decks.id("Other") or 1)  # type: ignore[arg-type]
        ours = {card_keys(DECK)[c.note().guid, c.ord]: c.id for c in cards(collection) if c.nid != other.id}  # fmt: skip
        collection.sched.set_due_date([ours[KEYS[0]]], "5")
        answer(collection, other.cards()[0].id)
        database = collection.db
        assert database is not None
        card = ours[KEYS[1]]
        insert = "INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 0, 2500, ?, 1)"
        for at, of, button, duration in [
            (-5, card, 3, 0),
            (300_000_000_000_000, card, 3, 0),
            (1_600_000_000_000, card, 7, 0),
            (1_600_000_000_001, 12345, 3, 0),
            (1_600_000_100_000, card, 3, -1),
        ]:
            database.execute(insert, at, of, button, duration)
        # A cloze that the note has in Anki only: the learner added it there.
        cloze = collection.get_card(ours["weeks/c1"]).note()
        cloze["Text"] += " {{c3::more}}"
        collection.update_note(cloze)
        [added] = [each for each in cloze.cards() if each.ord == 2]
        answer(collection, added.id)
        collection.close()
        path = Path(collection.path)
        with ReviewLog.open(tmp_path / "log", CALENDAR) as log:
            report = bring_home(log, path)
            [kept] = log.reviews()
        collection.reopen()
    assert (kept.at_ms, kept.card, kept.duration_ms) == (1_600_000_100_000, KEYS[1], 0)
    assert (report.our_notes, report.other_notes, report.other_answers) == (3, 1, 1)
    assert report.by_hand == 1
    assert (report.impossible, report.deleted_answers) == (3, 1)
    assert report.unknown_cards == {("weeks", 3): 1}
