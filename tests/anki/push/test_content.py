"""A push brings the deck's notes, and leaves what the learner did with them in Anki."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ipt_cards.anki.identity import guid_of
from ipt_cards.anki.note_types import BASIC, CLOZE
from ipt_cards.anki.push.content import Standing
from ipt_cards.anki.push.push import PushReport
from ipt_cards.deck.note import AnyNote, BasicNote, ClozeNote
from ipt_cards.progress.entries import Move
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.scheduling.grade import Grade
from tests.anki.push.learners_anki import WAYS
from tests.anki.push.pushing import NOON, Student
from tests.cli.learner import DECK

CAPITAL, WEEKS, COLOUR = DECK.notes()
NEVER = datetime(2099, 1, 1, tzinfo=UTC)
"""Later than whatever is edited in Anki now."""


@pytest.fixture(params=WAYS)
def student(request: pytest.FixtureRequest, tmp_path: Path) -> Student:
    return Student(tmp_path, request.param)


def standings(report: PushReport) -> dict[str, Standing]:
    return {note: each for note, each in report.standings.items() if each is not Standing.UNCHANGED}


def capital(back: str = "Paris", **changes: object) -> BasicNote:
    assert isinstance(CAPITAL, BasicNote)
    return replace(CAPITAL, back=back, **changes)  # type: ignore[arg-type] # a NewType


def back_in_anki(student: Student) -> str:
    return student.in_anki().notes[guid_of(student.deck, CAPITAL)].fields[1]


def edit_in_anki(student: Student, note: AnyNote, **values: object) -> None:
    """The learner edits a note's fields or `tags` in Anki."""
    known = student.in_anki().notes[guid_of(student.deck, note)]  # type: ignore[arg-type] # a NewType
    with student.anki.collection() as collection:
        edited = collection.get_note(known.id)  # type: ignore[arg-type] # a NewType
        for name, value in values.items():
            if name == "tags":
                edited.tags = list(value)  # type: ignore[call-overload] # of texts
            else:
                edited[name] = str(value)
        collection.update_note(edited)


def test_notes_come_into_decks_of_the_topics_names(student: Student) -> None:
    report = student.push()
    assert set(report.standings.values()) == {Standing.NEW}
    assert report.refused == ()
    with student.anki.collection() as collection:
        names = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert names >= {"Small", "Small::The Basics", "Small::More"}


def test_a_note_that_was_edited_in_the_deck_is_updated_and_keeps_its_schedule(
    student: Student,
) -> None:
    student.push()
    student.answers_in_anki((1, "capital/forward"))
    before = student.card_in_anki("capital/forward")
    student.edits_deck(capital("Paris, on the Seine"), NOON)
    assert standings(student.push()) == {"capital": Standing.UPDATED}
    assert back_in_anki(student) == "Paris, on the Seine"
    assert student.card_in_anki("capital/forward") == before
    assert standings(student.push()) == {}


def test_a_note_is_updated_also_where_the_deck_was_edited_twice_within_a_second(
    student: Student,
) -> None:
    student.edits_deck(capital("Lyon"), NOON)
    student.push()
    student.edits_deck(capital("Paris"), NOON)
    student.push()
    assert back_in_anki(student) == "Paris"


def test_a_new_cloze_of_a_known_note_is_a_new_card(student: Student) -> None:
    assert isinstance(WEEKS, ClozeNote)
    student.answers((3, "weeks/c1", Grade.GOOD))
    student.push()
    student.edits_deck(replace(WEEKS, text=f"{WEEKS.text} {{{{c3::Really}}}}!"), NOON)
    student.answers((2, "weeks/c3", Grade.GOOD))
    report = student.push()
    assert (report.reviews, report.schedules) == (1, 1)
    assert student.card_in_anki("weeks/c3").interval == 1


def test_an_edit_in_anki_that_is_newer_than_the_deck_is_reported_and_kept(student: Student) -> None:
    student.push()
    edit_in_anki(student, CAPITAL, Back="Paris, I think")
    for _ in range(2):
        assert standings(student.push()) == {"capital": Standing.EDITED}
        assert back_in_anki(student) == "Paris, I think"


def test_an_edit_in_anki_is_kept_although_other_notes_are_brought(student: Student) -> None:
    student.push()
    edit_in_anki(student, CAPITAL, Back="Paris, I think")
    weeks = student.in_anki().notes[guid_of(student.deck, WEEKS)].id
    with student.anki.collection() as collection:
        collection.remove_notes([weeks])  # type: ignore[list-item] # a NewType
    assert standings(student.push()) == {"capital": Standing.EDITED, "weeks": Standing.NEW}
    assert back_in_anki(student) == "Paris, I think"


def test_an_edit_in_anki_gives_way_to_a_newer_deck_and_to_overwrite(student: Student) -> None:
    student.push()
    edit_in_anki(student, CAPITAL, Back="Paris, I think")
    assert standings(student.push(overwrite=True)) == {"capital": Standing.UPDATED}
    assert back_in_anki(student) == "Paris"
    edit_in_anki(student, CAPITAL, Back="Paris, I think")
    student.edits_deck(capital("Paris!"), NEVER)
    assert standings(student.push()) == {"capital": Standing.UPDATED}
    assert back_in_anki(student) == "Paris!"


def test_the_learners_own_tags_stay_and_the_decks_are_added(student: Student) -> None:
    student.push()
    edit_in_anki(student, CAPITAL, tags=["mine", "leech", "a::b"])
    assert standings(student.push()) == {}
    student.edits_deck(capital(tags=("geography",)), NEVER)
    assert standings(student.push()) == {"capital": Standing.UPDATED}
    tags = student.in_anki().notes[guid_of(student.deck, CAPITAL)].tags
    assert set(tags) == {"mine", "leech", "a::b", "geography"}
    assert standings(student.push()) == {}


def test_notes_that_the_learner_moved_to_other_decks_stay_there_and_are_known(
    student: Student,
) -> None:
    student.push()
    card = student.card_in_anki("capital/forward").id
    with student.anki.collection() as collection:
        deck = collection.decks.id("Elsewhere::Deep")
        assert deck is not None
        collection.set_deck([card], deck)  # type: ignore[list-item] # a NewType
    student.edits_deck(capital("Paris!"), NOON)
    student.answers((2, "capital/forward", Grade.GOOD), (2, "capital/reverse", Grade.GOOD))
    report = student.push()
    assert standings(report) == {"capital": Standing.UPDATED}
    assert (report.reviews, report.schedules) == (2, 2)
    assert student.card_in_anki("capital/forward").deck == deck


def test_the_learners_deck_options_stay(student: Student) -> None:
    student.push()
    with student.anki.collection() as collection:
        mine = collection.decks.add_config("Mine")
        deck = collection.decks.by_name("Small")
        assert deck is not None
        deck["conf"] = mine["id"]
        deck["desc"] = "What I need"
        collection.decks.save(deck)
        default = collection.decks.get_config(1)  # type: ignore[arg-type] # a NewType
        assert default is not None
        default["new"]["perDay"] = 77
        collection.decks.update_config(default)
    student.edits_deck(capital("Paris!"), NOON)
    student.push()
    with student.anki.collection() as collection:
        deck = collection.decks.by_name("Small")
        default = collection.decks.get_config(1)  # type: ignore[arg-type] # a NewType
        assert deck is not None
        assert default is not None
        assert (deck["conf"], deck["desc"]) == (mine["id"], "What I need")
        assert default["new"]["perDay"] == 77


def test_notes_whose_note_type_got_another_field_are_reported_and_stay(student: Student) -> None:
    student.push()
    with student.anki.collection() as collection:
        note_type = collection.models.get(BASIC.id)  # type: ignore[arg-type] # a NewType
        assert note_type is not None
        collection.models.add_field(note_type, collection.models.new_field("Mnemonic"))
        collection.models.update_dict(note_type)
    edit_in_anki(student, CAPITAL, Mnemonic="Pa-ris")
    assert standings(student.push()) == {}
    student.edits_deck(capital("Paris!"), NEVER)
    assert standings(student.push()) == {"capital": Standing.CONFLICTING}
    fields = student.in_anki().notes[guid_of(student.deck, CAPITAL)].fields
    assert (fields[1], fields[-1]) == ("Paris", "Pa-ris")


def test_a_note_that_became_one_of_another_type_is_reported(student: Student) -> None:
    student.push()
    student.answers((2, "capital/forward", Grade.GOOD))
    student.edits_deck(capital(typed=True), NEVER)
    report = student.push()
    assert standings(report) == {"capital": Standing.CONFLICTING}
    assert (report.reviews, report.schedules) == (1, 1)


def test_a_note_type_that_was_renamed_in_anki_is_known_by_its_id(student: Student) -> None:
    student.push()
    card = student.card_in_anki("weeks/c1").id
    with student.anki.collection() as collection:
        note_type = collection.models.get(CLOZE.id)  # type: ignore[arg-type] # a NewType
        assert note_type is not None
        note_type["name"] = "Gaps"
        collection.models.update_dict(note_type)
        collection.set_deck([card], collection.decks.id("Mine"))  # type: ignore[list-item, arg-type] # a NewType
    assert standings(student.push()) == {}


def test_a_renamed_note_is_a_new_one_with_the_answers_given_in_anki_to_the_old(
    student: Student,
) -> None:
    student.push()
    student.answers_in_anki((3, "weeks/c1"))
    basics, more = student.deck.topics
    renamed = replace(basics, notes=(CAPITAL, replace(WEEKS, id="length")))
    student.deck = replace(student.deck, topics=(renamed, more))
    moved = entry_id(int(NOON.timestamp() * 1000), bytes(10))
    student.log(Move(moved, "weeks/c1", "length/c1"))
    report = student.push()
    assert standings(report) == {"length": Standing.NEW}
    assert (report.home, report.reviews) == (1, 1)
    assert student.card_in_anki("length/c1").interval == 1
    again = student.push()
    assert (again.home, again.reviews, again.schedules) == (0, 0, 0)


def test_a_picture_comes_along_and_again_when_it_is_another(student: Student) -> None:
    picture = student.folder / "map.png"
    picture.write_bytes(b"\x89PNG one")
    student.edits_deck(capital("![Map](map.png)"), NOON)
    student.push()
    assert back_in_anki(student) == '<img src="small-map.png" alt="Map">'
    assert standings(student.push()) == {}
    picture.write_bytes(b"\x89PNG two")
    assert standings(student.push()) == {"capital": Standing.UPDATED}
    shown = back_in_anki(student).split('"')[1]
    media = student.anki.path.with_suffix(".media")
    assert (media / shown).read_bytes() == b"\x89PNG two"
    assert standings(student.push()) == {}


def test_a_rehearsal_changes_nothing(student: Student) -> None:
    student.push()
    student.answers_in_anki((1, "weeks/c1"))
    student.answers((2, "capital/forward", Grade.GOOD))
    student.edits_deck(capital("Paris!"), NOON)
    before, logged = student.in_anki(), student.logged()
    report = student.push(is_rehearsal=True)
    assert (student.in_anki(), student.logged()) == (before, logged)
    assert student.push() == report


def test_a_rehearsal_of_a_first_push_tells_what_the_push_will_do(student: Student) -> None:
    student.answers((3, "capital/forward", Grade.GOOD), (2, "weeks/c1", Grade.AGAIN))
    report = student.push(is_rehearsal=True)
    assert student.in_anki().notes == {}
    assert student.push() == report
    assert (report.reviews, report.schedules) == (2, 2)
