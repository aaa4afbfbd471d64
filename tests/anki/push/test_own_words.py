"""What learners write into the field `Notes` stays, whatever a push brings, and is shown."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipt_cards.anki.identity import guid_of
from ipt_cards.anki.note_types import BASIC, CHOICE, CLOZE, NUMERIC
from ipt_cards.anki.packaging.package import package
from ipt_cards.anki.push.content import Standing
from ipt_cards.anki.push.live_anki import AnkiUnavailableError
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, NumericNote
from ipt_cards.scheduling.grade import Grade
from tests.anki.push.learners_anki import WAYS
from tests.anki.push.pushing import EDITED, Student
from tests.anki.push.test_content import CAPITAL, capital, edit_in_anki, standings
from tests.anki.push.test_interrupted import breaking
from tests.anki.real_anki import import_package
from tests.cli.learner import DECK

LATER = 2_000_000_000
"""Later than whatever is done in Anki now."""


@pytest.fixture(params=WAYS)
def student(request: pytest.FixtureRequest, tmp_path: Path) -> Student:
    student = Student(tmp_path, request.param)
    student.remembers = True
    return student


def fields(student: Student) -> dict[str, tuple[str, ...]]:
    """The fields of our note types in Anki, by the note types' names."""
    types = student.in_anki().note_types.values()
    return {each.name: each.fields for each in types if each.name.startswith("IPT")}


def values(student: Student) -> tuple[str, ...]:
    return student.in_anki().notes[guid_of(student.deck, CAPITAL)].fields


def shown(student: Student, card: str) -> tuple[str, str]:
    """Both sides of a card as Anki shows them."""
    identifier = student.card_in_anki(card).id
    with student.anki.collection() as collection:
        found = collection.get_card(identifier)  # type: ignore[arg-type] # a NewType
        return found.question(), found.answer()


def released(student: Student, back: str, seconds: int = 0) -> None:
    """The deck says something else of a note, and did before the learner's last edits in Anki."""
    topics = tuple(
        replace(t, notes=tuple(capital(back) if n.id == "capital" else n for n in t.notes))
        for t in DECK.topics
    )
    student.deck = replace(DECK, topics=topics)
    student.edited = EDITED + seconds


def test_note_types_get_the_field_only_where_it_is_asked_for(student: Student) -> None:
    student.push()
    before = fields(student)
    assert before == {each.name: each.fields for each in (BASIC, CLOZE, CHOICE)}
    assert student.push().fields_added == ()
    rehearsed = student.push(notes_field=True, is_rehearsal=True)
    assert fields(student) == before
    report = student.push(notes_field=True)
    assert report == rehearsed
    assert set(report.fields_added) == before.keys()
    assert fields(student) == {name: (*each, "Notes") for name, each in before.items()}


def test_the_field_costs_no_progress_and_is_added_once(student: Student) -> None:
    student.answers((9, "capital/forward", Grade.GOOD), (3, "weeks/c1", Grade.AGAIN))
    student.push()
    before = student.in_anki()
    student.push(notes_field=True)
    after = student.in_anki()
    assert (after.cards, after.reviews) == (before.cards, before.reviews)
    assert {guid: note.fields for guid, note in after.notes.items()} == {
        guid: (*note.fields, "") for guid, note in before.notes.items()
    }
    again = student.push(notes_field=True)
    assert (again.fields_added, standings(again)) == ((), {})
    assert "modelFieldAdd" not in student.anki.actions


def test_a_first_push_brings_note_types_with_the_field(student: Student) -> None:
    report = student.push(notes_field=True)
    assert report.fields_added == ()
    assert all(each[-1] == "Notes" for each in fields(student).values())


def test_note_types_that_come_later_have_it_as_the_others(student: Student) -> None:
    student.push(notes_field=True)
    number = NumericNote(id="length", question="How long?", number=Decimal(50), unit="minutes")
    first, *rest = student.deck.topics
    student.deck = replace(
        student.deck, topics=(replace(first, notes=(*first.notes, number)), *rest)
    )
    assert standings(student.push()) == {"length": Standing.NEW}
    assert fields(student)[NUMERIC.name] == (*NUMERIC.fields, "Notes")
    assert standings(student.push()) == {}


def test_the_words_stay_over_ten_releases(student: Student) -> None:
    student.push(notes_field=True)
    student.answers_in_anki((1, "capital/forward"))
    before = student.card_in_anki("capital/forward")
    for number in range(10):
        words = f"<b>Mine</b>, no. {number}"
        if number % 3 == 0:
            edit_in_anki(student, CAPITAL, Notes=words)
            kept = words
        released(student, f"Paris {number}", number)
        assert standings(student.push()) == {"capital": Standing.UPDATED}
        assert (values(student)[1], values(student)[-1]) == (f"Paris {number}", kept)
        assert standings(student.push()) == {}
    assert student.card_in_anki("capital/forward") == before


def test_words_and_edits_of_the_learners_stay_beside_each_other(student: Student) -> None:
    student.push(notes_field=True)
    edit_in_anki(student, CAPITAL, Notes="Mine", Back="Paris, I think", tags=["my-tag"])
    released(student, "Paris!")
    assert standings(student.push()) == {"capital": Standing.EDITED}
    assert (values(student)[1], values(student)[-1]) == ("Paris, I think", "Mine")
    assert standings(student.push(overwrite=True)) == {"capital": Standing.UPDATED}
    assert (values(student)[1], values(student)[-1]) == ("Paris!", "Mine")
    assert student.in_anki().notes[guid_of(student.deck, CAPITAL)].tags == ("my-tag",)


def test_a_picture_among_the_words_stays(student: Student) -> None:
    student.push(notes_field=True)
    with student.anki.collection() as collection:
        name = collection.media.write_data("map.png", b"\x89PNG mine")
    edit_in_anki(student, CAPITAL, Notes=f'<img src="{name}">')
    (student.folder / "map.png").write_bytes(b"\x89PNG the deck's")
    released(student, "![Map](map.png)")
    student.push()
    assert values(student)[-1] == f'<img src="{name}">'
    media = student.anki.path.with_suffix(".media")
    assert (media / name).read_bytes() == b"\x89PNG mine"


def test_the_back_shows_the_words_where_there_are_any(student: Student) -> None:
    student.push()
    student.push(notes_field=True)
    edit_in_anki(student, CAPITAL, Notes="Mine alone")
    for card in ("capital/forward", "capital/reverse"):
        front, back = shown(student, card)
        assert ("Mine alone" in front, back.count("Mine alone")) == (False, 1)
        assert '<aside class="notes"' in back
    for card in ("weeks/c1", "colour"):
        assert 'class="notes"' not in "".join(shown(student, card))


def test_what_the_learner_made_of_the_design_stays(student: Student) -> None:
    student.push()
    with student.anki.collection() as collection:
        note_type = collection.models.get(BASIC.id)  # type: ignore[arg-type] # a NewType
        assert note_type is not None
        note_type["tmpls"][0]["afmt"] = "{{FrontSide}} <i>my own way</i> {{Back}}"
        note_type["css"] = ".card { color: teal }"
        collection.models.update_dict(note_type)
    student.push(notes_field=True)
    edit_in_anki(student, CAPITAL, Notes="Mine alone")
    _, back = shown(student, "capital/forward")
    for kept in ("my own way", "color: teal", '<aside class="notes" dir="auto">Mine alone'):
        assert kept in back
    with student.anki.collection() as collection:
        note_type = collection.models.get(BASIC.id)  # type: ignore[arg-type] # a NewType
        assert note_type is not None
        note_type["tmpls"][0]["afmt"] = "{{FrontSide}} {{Back}}"
        collection.models.update_dict(note_type)
    student.push(notes_field=True)
    assert "Mine alone" not in shown(student, "capital/forward")[1]


@pytest.mark.parametrize("after", [True, False])
def test_a_push_that_breaks_off_amid_the_note_types_is_completed(
    student: Student, after: bool
) -> None:
    student.push()
    for number in (1, 0):
        with pytest.raises(AnkiUnavailableError), breaking(student, number, after=after):
            student.push(notes_field=True)
    student.push(notes_field=True)
    assert all(each[-1] == "Notes" for each in fields(student).values())
    edit_in_anki(student, CAPITAL, Notes="Mine alone")
    assert "Mine alone" in shown(student, "capital/forward")[1]


def test_where_only_the_field_came_about_the_next_push_shows_it(student: Student) -> None:
    student.push()
    with student.anki.collection() as collection:
        note_type = collection.models.get(BASIC.id)  # type: ignore[arg-type] # a NewType
        assert note_type is not None
        collection.models.add_field(note_type, collection.models.new_field("Notes"))
        collection.models.update_dict(note_type)
    edit_in_anki(student, CAPITAL, Notes="Mine alone")
    student.push()
    assert "Mine alone" in shown(student, "capital/forward")[1]
    assert '<aside class="notes"' in shown(student, "capital/forward")[1]


def packaged(student: Student, deck: Deck) -> Path:
    path = student.folder / "deck.apkg"
    path.write_bytes(package(deck, MediaFolder(student.folder), LATER))
    return path


def test_an_import_leaves_the_notes_with_the_field_as_they_are_and_a_push_brings_it(
    student: Student,
) -> None:
    """What the README says of it."""
    student.push(notes_field=True)
    edit_in_anki(student, CAPITAL, Notes="Mine")
    before = student.in_anki()
    released(student, "Paris!")
    with student.anki.collection() as collection:
        found = import_package(collection, packaged(student, student.deck))
        assert found == {"new": 0, "updated": 0, "duplicate": 0, "conflicting": 3}
    after = student.in_anki()
    assert (after.notes, after.cards) == (before.notes, before.cards)
    assert standings(student.push()) == {"capital": Standing.UPDATED}
    assert (values(student)[1], values(student)[-1]) == ("Paris!", "Mine")


def test_notes_that_came_by_such_an_import_are_made_one_with_the_others_by_a_push(
    student: Student,
) -> None:
    student.push(notes_field=True)
    edit_in_anki(student, CAPITAL, Notes="Mine")
    first, *rest = student.deck.topics
    fresh = BasicNote(id="river", front="On which river is it?", back="The Seine")
    student.deck = replace(
        student.deck, topics=(replace(first, notes=(*first.notes, fresh)), *rest)
    )
    with student.anki.collection() as collection:
        assert import_package(collection, packaged(student, student.deck))["new"] == 1
    assert "IPT Basic+" in fields(student)
    student.answers_in_anki((1, "river/forward"))
    before = student.card_in_anki("river/forward")
    report = student.push()
    assert (standings(report), report.refused) == ({"river": Standing.UPDATED}, ())
    assert student.card_in_anki("river/forward") == replace(
        before, modified=student.card_in_anki("river/forward").modified
    )
    assert "IPT Basic+" not in fields(student)
    edit_in_anki(student, fresh, Notes="Mine, too")
    assert standings(student.push()) == {}
    assert values(student)[-1] == "Mine"


def test_an_import_that_merges_note_types_empties_the_field_of_notes_that_changed(
    student: Student,
) -> None:
    """Why no package has the field, and what the README warns of."""
    student.push(notes_field=True)
    edit_in_anki(student, CAPITAL, Notes="Mine")
    with student.anki.collection() as collection:
        path = packaged(student, student.deck)
        assert import_package(collection, path, merge_notetypes=True)["updated"] == 3
    assert values(student)[-1] == ""


@pytest.mark.parametrize("way", WAYS)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "Mine", "<div>Two</div><div>lines</div>", "\u202eodd {{c1::x}}"]),
            st.booleans(),
            st.text("abc*_<&", min_size=1, max_size=9),
        ),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_was_written_stays_whatever_is_released(
    way: str, rounds: list[tuple[str, bool, str]]
) -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        student = Student(Path(folder), way)
        student.remembers = True
        student.push(notes_field=True)
        words = ""
        for number, (written, writes, back) in enumerate(rounds):
            if writes:
                words = written
                edit_in_anki(student, CAPITAL, Notes=words)
            released(student, f"{back} {number}", number)
            assert standings(student.push()) == {"capital": Standing.UPDATED}
            assert values(student)[-1] == words
            assert len(student.in_anki().notes) == len(list(DECK.notes()))
