"""A deck that Anki's own importers and note types made: taken over as YAML, built, and back again."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anki.collection import (
    Collection,
    CsvMetadata,
    ExportAnkiPackageOptions,
    ImportCsvRequest,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipt_cards.anki.adoption.change import Reason
from ipt_cards.anki.adoption.deck import AdoptedDeck, adopt
from ipt_cards.anki.adoption.folder import write_adopted
from ipt_cards.anki.packaging.build import BuildReport, build
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.anki.reading.errors import AnkiFileError
from ipt_cards.deck.note import BasicNote, ClozeNote, Note
from ipt_cards.deck.reading.folder import load_deck
from tests.anki.real_anki import (
    answer,
    cards,
    fresh_collection,
    import_package,
    scheduling,
    visible_text,
)
from tests.deck.from_html.test_markdown import HTML, TEXT

PIXEL = b"\x89PNG\r\n\x1a\n-a-pixel"
PICTURE = '<img src="a pixel.png">'
OCCLUSION = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}"
FIELDS = {
    "Basic": 2,
    "Basic (and reversed card)": 2,
    "Basic (optional reversed card)": 3,
    "Basic (type in the answer)": 2,
    "Cloze": 2,
}
KINDS = list(FIELDS)
TABLE = (
    '<div style="color: red">A <u>table</u></div><div><br></div>'
    "<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td>3<br>4</td></tr></table>"
)
LISTS = (
    "<ol><li>x<ul><li>y</li></ul></li><li>z</li></ol><pre>a\n  b</pre>"
    "<script>alert(1)</script>{{Front}} {{c1::not a cloze}} H<sub>2</sub>O &lt;b&gt;"
)

STOCK: list[tuple[str, str, list[str]]] = [
    ("Therapy", "Basic", ["<b>What</b> is 3*4 &amp; why?", f"x {PICTURE}<br>1. y"]),
    ("Therapy::Words", "Basic (and reversed card)", ["one", "two"]),
    ("Therapy::Words", "Basic (optional reversed card)", ["drei", "vier", "y"]),
    ("Therapy::Words", "Basic (optional reversed card)", ["fünf", "sechs", ""]),
    ("Therapy::Words", "Basic (type in the answer)", ["type", "<i>this</i>"]),
    ("Therapy::Gaps::Deep", "Cloze", ["{{c1::One}} and {{c3::three::hint}} [sound:é.mp3]", "more"]),
    (
        "Therapy::Gaps",
        "Cloze",
        [r"<ul><li>{{c1::a {{c2::b}} c::h}}</li></ul>\( {{c1::x^2}} \)", ""],
    ),
    ("Therapy::Gaps", "Image Occlusion", [OCCLUSION, PICTURE, "Head", "Extra", "Comment"]),
    ("Therapy", "Basic", [TABLE, LISTS]),
]


def add(collection: Collection, deck: str, note_type: str, fields: list[str]) -> None:
    found = collection.models.by_name(note_type)
    deck_id = collection.decks.id(deck)
    assert found is not None
    assert deck_id is not None
    note = collection.new_note(found)
    note.fields = fields
    note.tags = ["a::b"]
    collection.add_note(note, deck_id)


@dataclass
class Adoption:
    """A collection that nobody here made, and the folder that its deck was taken over to."""

    collection: Collection
    folder: Path
    adopted: AdoptedDeck

    def build(self, name: str = "built.apkg") -> tuple[Path, BuildReport]:
        target = self.folder.parent / name
        return target, build(load_deck(self.folder), self.folder, target, None)

    def edit(self, old: str, new: str) -> None:
        for path in self.folder.glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            if old in text:
                path.write_text(text.replace(old, new), encoding="utf-8")
                return
        raise AssertionError(f"{old!r} stands nowhere")

    def note(self, note_id: str) -> Note:
        return next(note for note in load_deck(self.folder).notes() if note.id == note_id)


def export(collection: Collection, path: Path, *, legacy: bool) -> Path:
    collection.export_anki_package(
        out_path=str(path),
        options=ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy),
        limit=None,
    )
    return path


def take_over(collection: Collection, folder: Path, *, legacy: bool = False) -> Adoption:
    package = export(collection, folder / "theirs.apkg", legacy=legacy)
    with open_collection(package) as opened:
        adopted = write_adopted(adopt(opened, None), folder / "deck", {})
    return Adoption(collection, folder / "deck", adopted)


@pytest.fixture
def collection() -> Iterator[Collection]:
    with fresh_collection() as made:
        made.media.write_data("a pixel.png", PIXEL)
        made.media.write_data("é.mp3", b"ID3")
        for deck, note_type, fields in STOCK:
            add(made, deck, note_type, fields)
        yield made


def state(collection: Collection) -> list[tuple[object, ...]]:
    return [
        (
            card.id,
            card.did,
            card.note().guid,
            card.note().mod,
            card.note().fields,
            card.note().tags,
            scheduling(card),
        )
        for card in cards(collection)
    ]


def shown(collection: Collection) -> dict[tuple[str, int], tuple[str, str, str]]:
    return {
        (card.note().guid, card.ord): (
            visible_text(card.question()),
            visible_text(card.answer()),
            collection.decks.name(card.did),
        )
        for card in cards(collection)
    }


@pytest.mark.parametrize("legacy", [False, True])
def test_every_stock_note_type_shows_the_same_in_a_fresh_anki(
    collection: Collection, tmp_path: Path, legacy: bool
) -> None:
    adoption = take_over(collection, tmp_path, legacy=legacy)
    package, report = adoption.build()
    assert report.warnings == ()
    with fresh_collection() as fresh:
        assert import_package(fresh, package)["new"] == len(STOCK)
        assert shown(fresh) == shown(collection)
        assert Path(fresh.media.dir(), "a pixel.png").read_bytes() == PIXEL
        assert {note.name for note in fresh.decks.all_names_and_ids()} == {
            note.name for note in collection.decks.all_names_and_ids()
        }


def test_an_unedited_deck_changes_nothing_in_the_collection_it_came_from(
    collection: Collection, tmp_path: Path
) -> None:
    for card in cards(collection)[:4]:
        answer(collection, card.id)
    adoption = take_over(collection, tmp_path)
    before, types = state(collection), collection.models.all()
    package, _ = adoption.build()
    assert import_package(collection, package) == {
        "new": 0,
        "updated": 0,
        "duplicate": len(STOCK),
        "conflicting": 0,
    }
    assert state(collection) == before
    assert collection.models.all() == types


def test_an_edit_arrives_in_its_field_and_nowhere_else_and_scheduling_stays(
    collection: Collection, tmp_path: Path
) -> None:
    for card in cards(collection):
        answer(collection, card.id)
    adoption = take_over(collection, tmp_path)
    before = state(collection)
    adoption.edit("front: drei", "front: drei **3**")
    package, report = adoption.build()
    assert report.warnings == ()
    assert import_package(collection, package)["updated"] == 1
    after = state(collection)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert {new[4][0] for _, new in changed} == {"drei <strong>3</strong>"}  # type: ignore[index]
    for old, new in changed:
        assert (old[0], old[5], old[6]) == (new[0], new[5], new[6])
        assert old[4][1:] == new[4][1:]  # type: ignore[index]


def test_an_edit_that_is_taken_back_arrives_too(collection: Collection, tmp_path: Path) -> None:
    adoption = take_over(collection, tmp_path)
    adoption.edit("front: one", "front: uno")
    import_package(collection, adoption.build()[0])
    assert collection.find_notes("uno")
    adoption.edit("front: uno", "front: one")
    package, _ = adoption.build()
    assert import_package(collection, package)["updated"] == 1
    assert not collection.find_notes("uno")


def test_mathjax_survives_an_edit(collection: Collection, tmp_path: Path) -> None:
    adoption = take_over(collection, tmp_path)
    adoption.edit("^2", "^3")
    import_package(collection, adoption.build()[0])
    (note_id,) = collection.find_notes("x^3")
    assert r"\({{c1::x^3}}\)" in collection.get_note(note_id).fields[0]


def test_an_empty_field_takes_what_is_written_for_it(
    collection: Collection, tmp_path: Path
) -> None:
    adoption = take_over(collection, tmp_path)
    gap = next(n for n in adoption.adopted.deck.notes() if isinstance(n, ClozeNote) and not n.extra)
    adoption.edit(f"  - id: {gap.id}\n", f"  - id: {gap.id}\n    extra: A *remark*\n")
    adoption.edit("front: fünf\n", "front: fünf\n    reversed: true\n")
    package, report = adoption.build()
    assert report.warnings == ()
    import_package(collection, package)
    assert collection.find_notes('"Back Extra:A <em>remark</em>"')
    assert len(collection.find_cards('"Front:fünf"')) == 2


def test_what_no_field_can_take_is_told_and_changes_nothing(
    collection: Collection, tmp_path: Path
) -> None:
    adoption = take_over(collection, tmp_path)
    adoption.edit("h: 20}", "h: 20, label: A pixel}")
    before = state(collection)
    package, report = adoption.build()
    (warning,) = report.warnings
    assert "`label` of `head` was edited, but no field" in warning.message
    assert import_package(collection, package)["conflicting"] == 0
    assert state(collection) == before


def test_the_kinds_topics_tags_and_texts_are_those_of_the_cards(
    collection: Collection, tmp_path: Path
) -> None:
    adoption = take_over(collection, tmp_path)
    deck = load_deck(adoption.folder)
    assert deck.name == "Therapy"
    assert {topic.name for topic in deck.topics} == {"Therapy", "Words", "Gaps", "Gaps / Deep"}
    assert {tag for note in deck.notes() for tag in note.tags} == {"a::b"}
    assert len(list(deck.cards())) == collection.card_count()
    drei, typed = adoption.note("drei"), adoption.note("type")
    assert isinstance(drei, BasicNote)
    assert isinstance(typed, BasicNote)
    assert drei.reversed
    assert (typed.typed, typed.back) == (True, "*this*")
    reasons = {change.reason for change in adoption.adopted.changes}
    assert reasons == {Reason.PLAINER}


def test_what_only_a_filter_of_anki_can_show_is_told(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        models = collection.models
        made = models.new("Reading")
        for name in ("Word", "Clue", "Meaning"):
            models.add_field(made, models.new_field(name))
        template = models.new_template("Read")
        template["qfmt"] = "{{kanji:Word}} {{hint:Clue}} {{tts ja_JP voices=Any:Word}}"
        template["afmt"] = "{{furigana:Word}} {{type:Meaning}} {{kanji:Word}}"
        models.add_template(made, template)
        models.add(made)
        add(collection, "Words", "Reading", ["家[いえ]", "has a roof", "house"])
        adoption = take_over(collection, tmp_path)
    told = {change.reason: change.detail for change in adoption.adopted.changes}
    assert told[Reason.FILTERED] == "kanji, hint, tts"


def test_a_note_type_with_many_cards_becomes_a_note_for_each(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        models = collection.models
        made = models.new("Language")
        for name in ("Word", "Meaning", "Sound", "Change"):
            models.add_field(made, models.new_field(name))
        for name, front, back in (
            ("Read", "{{Word}}", "{{FrontSide}}<hr>{{Meaning}}<br>{{Change}}"),
            ("Say", "Say it: {{Meaning}}", "{{Word}} {{Sound}}"),
            ("Hear", "{{#Sound}}{{Sound}}{{/Sound}}", "{{Word}}"),
        ):
            template = models.new_template(name)
            template["qfmt"], template["afmt"] = front, back
            models.add_template(made, template)
        models.add(made)
        collection.media.write_data("haus.mp3", b"ID3")
        add(
            collection, "German", "Language", ["Haus", "house", "[sound:haus.mp3]", "a <u>noun</u>"]
        )
        adoption = take_over(collection, tmp_path)
        notes = [note for note in load_deck(adoption.folder).notes() if isinstance(note, BasicNote)]
        assert [(n.front, n.back, n.extra, n.template) for n in notes] == [
            ("Haus", "house", "a noun", 1),
            ("Say it: house", "Haus", "![](media/haus.mp3)", 2),
            ("![](media/haus.mp3)", "Haus", "", 3),
        ]
        assert len({note.guid for note in notes}) == 1
        before = state(collection)
        package, _ = adoption.build()
        assert import_package(collection, package)["duplicate"] == 1
        assert state(collection) == before
        adoption.edit("back: house", "back: building")
        package, report = adoption.build()
        assert report.warnings == ()
        assert import_package(collection, package)["updated"] == 1
        assert [card.id for card in cards(collection)] == [row[0] for row in before]
        assert cards(collection)[0].note().fields[1] == "building"
        assert cards(collection)[0].note().fields[3] == "a <u>noun</u>"


def test_notes_that_no_deck_can_hold_are_listed_and_the_rest_is_taken(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        add(collection, "Odd", "Basic", ["kept", "yes"])
        add(collection, "Odd", "Basic", ["no answer", ""])
        add(collection, "Odd", "Cloze", ["{{c1::}} hides nothing but {{c2::this}}", ""])
        add(collection, "Odd", "Basic", ["gone", '<img src="gone.png" alt="a map"> [sound:x.mp4]'])
        add(collection, "Odd", "Basic", ["x" * 400, "y" * 9_000])
        add(collection, "Odd", "Cloze", ["a hint {{c1::that::{c2:: opens a cloze}}", ""])
        database = collection.db
        assert database is not None
        add(collection, "Odd", "Basic", ["no cards", "x"])
        database.execute("DELETE FROM cards WHERE nid = (SELECT max(id) FROM notes)")
        adoption = take_over(collection, tmp_path)
        told = {(r.reason, r.note, r.detail) for r in adoption.adopted.changes}
        assert (Reason.NO_ANSWER, "no answer", "") in told
        assert (Reason.MEDIA, "gone", "gone.png") in told
        assert (Reason.MEDIA, "gone", "x.mp4") in told
        (refused,) = (r for r in adoption.adopted.changes if r.reason is Reason.REFUSED)
        assert "opens no cloze" in refused.detail
        assert {note.id for note in load_deck(adoption.folder).notes()} == {
            "kept",
            "hides-nothing-but-this",
            "gone",
            "x" * 32,
        }


def test_a_table_of_text_that_anki_imported_is_taken_over(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text('front,back\n"a, b","<b>c</b>"\n# d,e * f\n', encoding="utf-8")
    with fresh_collection() as collection:
        metadata: CsvMetadata = collection.get_csv_metadata(str(table), None)
        collection.import_csv(ImportCsvRequest(path=str(table), metadata=metadata))
        adoption = take_over(collection, tmp_path)
        assert len(list(load_deck(adoption.folder).notes())) == collection.note_count()
        package, _ = adoption.build()
        with fresh_collection() as fresh:
            import_package(fresh, package)
            assert shown(fresh) == shown(collection)


def test_one_deck_of_a_collection_is_taken_with_its_subdecks(
    collection: Collection, tmp_path: Path
) -> None:
    add(collection, "Other", "Basic", ["elsewhere", "x"])
    package = export(collection, tmp_path / "all.apkg", legacy=False)
    with open_collection(package) as opened:
        deck = adopt(opened, "Therapy::Gaps").deck
        assert deck.name == "Gaps"
        assert {topic.name for topic in deck.topics} == {"Gaps", "Deep"}
        with pytest.raises(AnkiFileError, match="did you mean `Therapy::Words`"):
            adopt(opened, "Therapy::Word")


def test_media_of_a_bare_collection_lie_beside_it(collection: Collection, tmp_path: Path) -> None:
    path = Path(collection.path)
    collection.close()
    with open_collection(path) as opened:
        adopted = write_adopted(adopt(opened, None), tmp_path / "deck", {})
    collection.reopen()
    assert set(adopted.origin.media.values()) == {"a pixel.png", "é.mp3"}
    assert (tmp_path / "deck" / "media" / "a-pixel.png").read_bytes() == PIXEL


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(KINDS), HTML, TEXT), min_size=1, max_size=3))
def test_any_fields_in_any_stock_note_type_go_there_and_back(
    notes: list[tuple[str, str, str]],
) -> None:
    with TemporaryDirectory() as folder, fresh_collection() as collection:
        for kind, one, two in notes:
            if kind == "Cloze":
                add(collection, "Any", kind, [f"{one} {{{{c1::x {two}::hint {two}}}}} z", two])
            else:
                add(collection, "Any", kind, [f"x {one}", f"y {two}", two][: FIELDS[kind]])
        adoption = take_over(collection, Path(folder))
        assert not any(change.reason.is_loss for change in adoption.adopted.changes)
        before = state(collection)
        package, report = adoption.build()
        assert report.warnings == ()
        assert import_package(collection, package)["duplicate"] == len(notes)
        assert state(collection) == before
        with fresh_collection() as fresh:
            import_package(fresh, package)
            assert shown(fresh) == shown(collection)
