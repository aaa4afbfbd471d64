"""Decks of our own, adopted from their packages: kinds and texts come back."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anki.collection import Collection
from hypothesis import HealthCheck, given, settings

from ipt_cards.anki.adoption.deck import adopt
from ipt_cards.anki.adoption.folder import write_adopted
from ipt_cards.anki.fields import field_values
from ipt_cards.anki.identity import card_keys, guid_of
from ipt_cards.anki.note_types import BASIC, NOTE_TYPES
from ipt_cards.anki.origin import Origin, OwnWords, said_in
from ipt_cards.anki.packaging.build import build
from ipt_cards.anki.packaging.package import package
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
    kind_of,
)
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.spelling import Accents, Spelling
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.anki.real_anki import export, fresh_collection, import_package, visible_text
from tests.cli.learner import DECK
from tests.strategies import decks


def written(folder: Path, deck: Deck) -> Path:
    folder.mkdir()
    for name, text in deck_files(deck).items():
        (folder / name).write_bytes(text.encode())
    return folder


def plain(note: Note, deck: Deck) -> tuple[object, ...]:
    """What a note says, however it is written; options have no order."""
    match note:
        case BasicNote():
            own: tuple[object, ...] = (
                to_plain(note.front),
                to_plain(note.back),
                tuple(map(to_plain, note.accept)),
                note.reversed,
            )
        case ClozeNote():
            own = (note.text,)
        case ChoiceNote():
            own = (
                to_plain(note.question),
                frozenset(map(to_plain, note.answers)),
                frozenset((to_plain(each.text), to_plain(each.why)) for each in note.distractors),
            )
        case OcclusionNote():
            own = (to_plain(note.header), note.masks)
        case NumericNote():
            own = (to_plain(note.question), note.number, note.tolerance, note.unit)
        case OrderingNote():
            own = (to_plain(note.question), tuple(map(to_plain, note.steps)))
        case MatchingNote():
            own = (
                to_plain(note.question),
                tuple((to_plain(pair.left), to_plain(pair.right)) for pair in note.pairs),
            )
    sources = tuple(to_plain(deck.sources[each]) for each in note.sources)
    return (kind_of(note), *own, to_plain(note.extra), frozenset(note.tags), sources)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(decks())
def test_kinds_texts_tags_and_identities_survive_a_package(deck: Deck) -> None:
    with TemporaryDirectory() as name:
        source = written(Path(name, "source"), deck)
        build(load_deck(source), source, Path(name, "first.apkg"), 1_700_000_000)
        with open_collection(Path(name, "first.apkg")) as opened:
            write_adopted(adopt(opened, None), Path(name, "back"), {})
        back = load_deck(Path(name, "back"))
        assert {guid_of(deck, note): plain(note, deck) for note in deck.notes()} == {
            note.guid: plain(note, back) for note in back.notes()
        }
        assert card_keys(deck).keys() == card_keys(back).keys()
        report = build(back, Path(name, "back"), Path(name, "second.apkg"), 1_700_000_000)
        assert report.warnings == ()
        with (
            open_collection(Path(name, "first.apkg")) as one,
            open_collection(Path(name, "second.apkg")) as two,
        ):
            assert {(n.guid, n.note_type) for n in one.notes()} == {
                (n.guid, n.note_type) for n in two.notes()
            }


def test_a_note_that_becomes_another_kind_is_told(tmp_path: Path) -> None:
    deck = Deck("d", "D", "", (Topic("t", "T", (BasicNote(id="a", front="Q", back="A"),)),))
    source = written(tmp_path / "source", deck)
    build(deck, source, tmp_path / "d.apkg", 1_700_000_000)
    with open_collection(tmp_path / "d.apkg") as opened:
        write_adopted(adopt(opened, None), tmp_path / "back", {})
    file = tmp_path / "back" / "t.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "    typed: true\n", encoding="utf-8")
    back = load_deck(tmp_path / "back")
    (warning,) = build(back, tmp_path / "back", tmp_path / "e.apkg", None).warnings
    assert "`q` is of another kind than in Anki" in warning.message


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(decks())
def test_a_deck_that_was_taken_over_and_not_edited_updates_nothing_in_anki(deck: Deck) -> None:
    with TemporaryDirectory() as name, fresh_collection() as collection:
        source = written(Path(name, "source"), deck)
        package = Path(name, "first.apkg")
        build(load_deck(source), source, package, 1_700_000_000)
        import_package(collection, package)
        with open_collection(package) as opened:
            write_adopted(adopt(opened, None), Path(name, "back"), {})
        again = Path(name, "second.apkg")
        build(load_deck(Path(name, "back")), Path(name, "back"), again, None)
        log = import_package(collection, again)
        assert (log["new"], log["updated"], log["conflicting"]) == (0, 0, 0)


def test_an_edit_of_one_that_was_taken_over_updates_just_that(tmp_path: Path) -> None:
    notes = tuple(BasicNote(id=f"n{n}", front=f"Question {n}?", back="Old") for n in range(3))
    source = written(tmp_path / "source", Deck("d", "D", "", (Topic("t", "T", notes),)))
    with fresh_collection() as collection:
        build(load_deck(source), source, tmp_path / "d.apkg", None)
        import_package(collection, tmp_path / "d.apkg")
        with open_collection(tmp_path / "d.apkg") as opened:
            write_adopted(adopt(opened, None), tmp_path / "back", {})
        file = tmp_path / "back" / "t.yaml"
        file.write_text(file.read_text("utf-8").replace("Old", "New", 1), encoding="utf-8")
        build(load_deck(tmp_path / "back"), tmp_path / "back", tmp_path / "e.apkg", None)
        log = import_package(collection, tmp_path / "e.apkg")
        assert (log["new"], log["updated"], log["duplicate"]) == (0, 1, 2)


def push_made(collection: Collection, deck: Deck, folder: Path, words: str) -> None:
    """Import a deck as a push with the field `Notes` makes it, and let the learner write there."""
    note_types = frozenset(note_type.id for note_type in NOTE_TYPES)
    origin = Origin(words=OwnWords(note_types))
    path = folder / "pushed.apkg"
    path.write_bytes(package(deck, MediaFolder(folder), 1_700_000_000, origin=origin))
    import_package(collection, path)
    for identifier in collection.find_notes(""):
        note = collection.get_note(identifier)
        note["Notes"] = words
        collection.update_note(note)


def test_own_words_survive_adoption_and_the_way_back(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        push_made(collection, DECK, tmp_path, "<i>Mine</i>")
        exported = export(collection, tmp_path / "exported.apkg", legacy=True)
        with open_collection(exported) as opened:
            adopted = adopt(opened, None)
        kinds = sorted(kind_of(note) for note in adopted.deck.notes())
        assert kinds == sorted(kind_of(note) for note in DECK.notes())
        folder = tmp_path / "adopted"
        write_adopted(adopted, folder, {})
        back = tmp_path / "back.apkg"
        build(load_deck(folder), folder, back, 2_000_000_000)
        untouched = {"new": 0, "updated": 0, "duplicate": 3, "conflicting": 0}
        assert import_package(collection, back) == untouched
        for file in folder.glob("*.yaml"):
            file.write_text(file.read_text("utf-8").replace("Paris", "Paris!"), "utf-8")
        build(load_deck(folder), folder, back, 2_000_000_000)
        assert import_package(collection, back) == {**untouched, "updated": 1, "duplicate": 2}
        notes = [collection.get_note(each) for each in collection.find_notes("")]
        assert {note["Notes"] for note in notes} == {"<i>Mine</i>"}
        assert {"Paris!"} <= {note["Back"] for note in notes if "Back" in note}


def test_a_note_type_of_ours_with_another_field_is_adopted_and_comes_back(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        path = tmp_path / "deck.apkg"
        path.write_bytes(package(DECK, MediaFolder(tmp_path), 1_700_000_000))
        import_package(collection, path)
        note_type = collection.models.get(BASIC.id)  # type: ignore[arg-type] # a NewType
        assert note_type is not None
        collection.models.add_field(note_type, collection.models.new_field("Mnemonic"))
        collection.models.update_dict(note_type)
        exported = export(collection, tmp_path / "exported.apkg", legacy=True)
        with open_collection(exported) as opened:
            adopted = adopt(opened, None)
        folder = tmp_path / "adopted"
        write_adopted(adopted, folder, {})
        build(load_deck(folder), folder, path, 2_000_000_000)
        assert import_package(collection, path)["conflicting"] == 0


@pytest.mark.parametrize("accents", [Accents.STRICT, Accents.LENIENT])
def test_how_much_accents_count_survives_adoption(tmp_path: Path, accents: Accents) -> None:
    spelling = Spelling(accents=accents)
    notes = (
        BasicNote(id="city", front="A city", back="Málaga", typed=True, spelling=spelling),
        ClozeNote(id="word", text="It is {{c1::été}}.\n\nSo.", typed=True, spelling=spelling),
        BasicNote(id="usual", front="Another", back="Orléans", typed=True),
    )
    folder = written(tmp_path / "deck", Deck(id="d", name="D", topics=(Topic("a", "A", notes),)))
    path = tmp_path / "deck.apkg"
    build(load_deck(folder), folder, path, 1_700_000_000)
    with fresh_collection() as collection:
        import_package(collection, path)
        [card] = [collection.get_card(each) for each in collection.find_cards("Back:*laga*")]
        compared = collection.compare_answer("Málaga", "Málaga", combining=True)
        assert collection.compare_answer(card.note()["Back"], "Málaga", combining=True) == compared
        assert "accents" not in visible_text(card.answer())
        exported = export(collection, tmp_path / "exported.apkg", legacy=False)
        with open_collection(exported) as opened:
            adopted = adopt(opened, None)
        home = tmp_path / "adopted"
        write_adopted(adopted, home, {})
        read = {note.id: note for note in load_deck(home).notes()}
        found = [getattr(note, "spelling").accents for note in read.values()]  # noqa: B009 - any kind
        assert sorted(found) == sorted([accents, accents, Accents.NEARLY])
        assert all("<!--" not in text for note in read.values() for text in said_in(note).values())
        build(load_deck(home), home, path, 2_000_000_000)
        assert import_package(collection, path)["updated"] == 0
        for file in home.glob("*.yaml"):
            file.write_text(file.read_text("utf-8").replace(f"accents: {accents}", ""), "utf-8")
        build(load_deck(home), home, path, 2_000_000_000)
        assert import_package(collection, path)["updated"] == 2


def test_a_package_without_a_word_on_accents_has_none() -> None:
    for note in DECK.notes():
        topic = next(each for each in DECK.topics if note in each.notes)
        assert "<!--" not in "".join(field_values(note, topic, DECK, str))
