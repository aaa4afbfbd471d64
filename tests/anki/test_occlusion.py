"""Image occlusion goes to Anki as what Anki itself edits, and comes back as it was."""

from dataclasses import replace
from datetime import UTC
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import pytest
from anki.collection import Collection
from anki.decks import DEFAULT_DECK_ID
from anki.notes import NoteId
from hypothesis import given, settings

from ipt_cards.anki.adoption.change import Reason
from ipt_cards.anki.adoption.deck import adopt
from ipt_cards.anki.identity import card_keys
from ipt_cards.anki.import_reviews import ReviewImport
from ipt_cards.anki.note_types import OCCLUSION, Field
from ipt_cards.anki.occlusion import occlusion_of
from ipt_cards.anki.packaging.build import build
from ipt_cards.anki.reading.collection import open_collection
from ipt_cards.deck.adding import topic_size
from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.note import BasicNote, OcclusionNote
from ipt_cards.deck.occlusion import Box, Caption, Hiding, Mask, Point, Polygon
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.reading.yaml import lines, parser
from ipt_cards.deck.reading.yaml.nodes import MAXIMUM_NODES
from ipt_cards.deck.writing.deck_yaml import deck_files
from ipt_cards.scheduling.day import Calendar
from tests.anki.real_anki import (
    TEMPLATE_ERROR,
    answer,
    cards,
    export,
    fresh_collection,
    import_package,
    visible_text,
)
from tests.anki.test_adopt import Adoption, take_over
from tests.deck.test_occlusion import PICTURE
from tests.strategies import occlusion_notes

HEART = OcclusionNote(
    id="heart",
    image="pics/heart.png",
    header="The **chambers**",
    masks=(
        Mask(1, Box(10, 12.5, 20, 8), "Left *atrium*"),
        Mask(2, Box(60, 12.5, 20, 8, is_ellipse=True), "Right atrium", "#00ff00"),
        Mask(4, Polygon((Point(10, 60), Point(30, 60), Point(20, 90))), "$V_L$"),
        Mask(4, Box(60, 60, 10, 10, 45)),
    ),
    captions=(Caption("Apex: here \\ <b>", 40, 90, 5),),
    extra="After Gray.",
)
IMAGE_OCCLUSION = 6
"""Anki's `originalStockKind` of its own image occlusion."""


def write(folder: Path, note: OcclusionNote, *others: BasicNote) -> Path:
    deck = Deck("anatomy", "Anatomy", topics=(Topic("heart", "Heart", (note, *others)),))
    folder.joinpath(note.image).parent.mkdir(parents=True, exist_ok=True)
    copyfile(PICTURE, folder / note.image)
    for name, text in deck_files(deck).items():
        folder.joinpath(name).write_bytes(text.encode())
    return folder


def package(folder: Path, time_stamp: int = 1_700_000_000) -> Path:
    build(load_deck(folder), folder, folder / "deck.apkg", time_stamp)
    return folder / "deck.apkg"


def only_note(collection: Collection) -> NoteId:
    (note_id,) = collection.find_notes("")
    return note_id


def shapes(collection: Collection) -> dict[int, list[tuple[str, dict[str, str]]]]:
    """What Anki's mask editor loads, by number."""
    loaded = collection.get_image_occlusion_note(only_note(collection))
    return {
        each.ordinal: [
            (shape.shape, {each.name: each.value for each in shape.properties})
            for shape in each.shapes
        ]
        for each in loaded.note.occlusions
    }


def test_anki_loads_the_note_into_its_own_mask_editor(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        assert import_package(collection, package(write(tmp_path, HEART)))["new"] == 1
        loaded = collection.get_image_occlusion_note(only_note(collection))
        assert loaded.WhichOneof("value") == "note"
        assert loaded.note.image_data == PICTURE.read_bytes()
        assert loaded.note.header == "The <strong>chambers</strong>"
        assert loaded.note.back_extra == "After Gray."
        assert loaded.note.occlude_inactive
        assert shapes(collection) == {
            0: [
                (
                    "text",
                    {"left": ".4", "top": ".9", "text": "Apex: here \\ <b>", "scale": "1"}
                    | {"fs": ".05", "oi": "1"},
                )
            ],
            1: [("rect", {"left": ".1", "top": ".125", "width": ".2", "height": ".08", "oi": "1"})],
            2: [
                (
                    "ellipse",
                    {"left": ".6", "top": ".125", "rx": ".1", "ry": ".04", "fill": "#00ff00"}
                    | {"oi": "1"},
                )
            ],
            4: [
                ("polygon", {"left": ".1", "top": ".6", "points": ".1,.6 .3,.6 .2,.9", "oi": "1"}),
                (
                    "rect",
                    {"left": ".6", "top": ".6", "angle": "1250", "width": ".1", "height": ".1"}
                    | {"oi": "1"},
                ),
            ],
        }


def test_anki_takes_the_note_type_for_image_occlusion(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        import_package(collection, package(write(tmp_path, HEART)))
        models = collection.models.all()
        (ours,) = (model for model in models if model["name"] == OCCLUSION.name)
        (stock,) = (model for model in models if model["name"] == "Image Occlusion")
        assert ours["originalStockKind"] == stock["originalStockKind"] == IMAGE_OCCLUSION
        kept = [(each["tag"], each["preventDeletion"]) for each in ours["flds"][:5]]
        assert kept == [(each["tag"], each["preventDeletion"]) for each in stock["flds"]]


def test_what_is_edited_in_ankis_mask_editor_comes_home(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        import_package(collection, package(write(tmp_path / "ours", HEART)))
        note_id = only_note(collection)
        before = collection.get_note(note_id).fields
        moved = before[0].replace("left=.1:top=.125", "left=.11:top=.125")
        added = "{{c3::image-occlusion:rect:left=.5:top=.5:width=.1:height=.1:oi=1}}<br>"
        collection.update_image_occlusion_note(
            note_id, moved + added, "The <b>heart</b>", "<i>Gray</i>", ["anatomy"]
        )
        assert [card.ord for card in collection.get_note(note_id).cards()] == [0, 1, 2, 3]
        home = take_over(collection, tmp_path)
    assert home.adopted.changes == ()
    (note,) = load_deck(home.folder).notes()
    first, *rest = HEART.masks
    assert note == replace(
        HEART,
        id="the-heart",
        guid=note.guid,
        image="media/anatomy-pics-heart.png",
        header="The **heart**",
        extra="*Gray*",
        tags=("anatomy",),
        masks=(
            replace(first, shape=Box(11, 12.5, 20, 8)),
            *rest,
            Mask(3, Box(50, 50, 10, 10)),
        ),
    )


@settings(max_examples=60)
@given(occlusion_notes("heart.png"))
def test_a_note_goes_to_anki_and_comes_back_as_it_was(note: OcclusionNote) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with open_collection(package(write(folder, note))) as opened:
            adopted = adopt(opened, None)
    (back,) = adopted.deck.notes()
    assert adopted.changes == ()
    assert isinstance(back, OcclusionNote)
    (path,) = adopted.media.paths.values()
    assert in_plain_words(back) == replace(
        in_plain_words(note), id=back.id, guid=back.guid, image=path
    )


def in_plain_words(note: OcclusionNote) -> OcclusionNote:
    """The note with its texts as they read, however they are written."""
    return replace(
        note,
        header=to_plain(note.header),
        extra=to_plain(note.extra),
        masks=tuple(replace(mask, label=to_plain(mask.label)) for mask in note.masks),
        tags=tuple(sorted(note.tags)),
    )


@pytest.mark.parametrize("hide", Hiding)
def test_every_card_shows_its_mask_and_then_its_label(tmp_path: Path, hide: Hiding) -> None:
    note = replace(HEART, hide=hide)
    with fresh_collection() as collection:
        import_package(collection, package(write(tmp_path, note)))
        shown = cards(collection)
        assert [card.ord + 1 for card in shown] == [1, 2, 4]
        for card in shown:
            question, told = card.question(), card.answer()
            number = card.ord + 1
            assert TEMPLATE_ERROR not in question + told
            for side, kind in ((question, "cloze"), (told, "cloze-highlight")):
                assert f'<div class="{kind}" data-ordinal="{number}"' in side
                assert ('data-occludeInactive="1"' in side) == (hide is Hiding.ALL)
                assert "The chambers" in visible_text(side)
                assert 'src="anatomy-pics-heart.png"' in side
            assert "atrium" not in question
            assert '<li value="1">Left <em>atrium</em></li>' in told
            assert visible_text(told).endswith("After Gray.")


def test_the_second_import_knows_the_note_and_an_edit_updates_it(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        collection.add_image_occlusion_notetype()
        folder = write(tmp_path, HEART)
        assert import_package(collection, package(folder))["new"] == 1
        names = {model["name"] for model in collection.models.all()}
        for card in cards(collection):
            answer(collection, card.id)
        assert import_package(collection, package(folder))["duplicate"] == 1
        moved = replace(HEART, masks=(*HEART.masks[:2], Mask(3, Box(1, 1, 5, 5), "New")))
        log = import_package(collection, package(write(tmp_path, moved), 1_700_000_009))
        assert (log["updated"], log["conflicting"]) == (1, 0)
        assert {card.ord: card.reps for card in cards(collection)} == {0: 1, 1: 1, 2: 0, 3: 1}
        assert {model["name"] for model in collection.models.all()} == names


def test_an_answer_in_anki_counts_for_the_mask_that_was_asked(tmp_path: Path) -> None:
    folder = write(tmp_path, HEART)
    deck = load_deck(folder)
    with fresh_collection() as collection:
        import_package(collection, package(folder))
        answer(collection, cards(collection)[2].id)
        exported = export(collection, tmp_path / "home.colpkg", legacy=False)
    with open_collection(exported) as opened:
        known = ReviewImport([deck], Calendar(UTC), {})
        assert [review.card for review in known.new_reviews(opened)] == ["heart/c4"]
    assert sorted(card_keys(deck).values()) == [card.key for card in cards_of(HEART)]


def test_a_deck_without_a_picture_to_hide_brings_no_note_type_for_it(tmp_path: Path) -> None:
    basic = BasicNote(id="basic", front="Q", back="A")
    deck = Deck("anatomy", "Anatomy", topics=(Topic("heart", "Heart", (basic,)),))
    for name, text in deck_files(deck).items():
        tmp_path.joinpath(name).write_bytes(text.encode())
    with fresh_collection() as collection:
        import_package(collection, package(tmp_path))
        assert OCCLUSION.name not in {model["name"] for model in collection.models.all()}


STOCK = (
    "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}<br>"
    "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.05:angle=500:oi=1}}<br>"
    "{{c3::image-occlusion:polygon:left=.1:top=.7:points=.1,.7 .3,.7 .2,.9:fill=#ff0000:oi=1}}<br>"
    "{{c3::image-occlusion:rect:left=-.01:top=.95:width=.2:height=.1:oi=1}}<br>"
    "{{c0::image-occlusion:text:left=.4:top=.1:text=a\\:b:scale=1.5:fs=.04:oi=1}}<br>"
)
STOCK_AS_MASKS = (
    Mask(1, Box(10, 20, 30, 40)),
    Mask(2, Box(50, 50, 20, 10, 18, is_ellipse=True)),
    Mask(3, Polygon((Point(10, 70), Point(30, 70), Point(20, 90))), colour="#ff0000"),
    Mask(3, Box(0, 95, 19, 5)),
)


def theirs(collection: Collection, field: str, folder: Path) -> None:
    """A note as Anki's own image occlusion makes it of a picture."""
    collection.add_image_occlusion_notetype()
    stock = collection.models.by_name("Image Occlusion")
    assert stock is not None
    copyfile(PICTURE, folder / "a map.png")
    collection.add_image_occlusion_note(
        stock["id"], str(folder / "a map.png"), field, "Head", "<b>Extra</b>", ["t"]
    )


@pytest.mark.parametrize("legacy", [False, True])
def test_every_shape_of_ankis_own_is_taken_over_and_nothing_is_told(
    tmp_path: Path, legacy: bool
) -> None:
    with fresh_collection() as collection:
        theirs(collection, STOCK, tmp_path)
        adoption = take_over(collection, tmp_path, legacy=legacy)
        assert adoption.adopted.changes == ()
        (note,) = load_deck(adoption.folder).notes()
        assert isinstance(note, OcclusionNote)
        assert note.masks == STOCK_AS_MASKS
        assert note.captions == (Caption("a:b", 40, 10, 6),)
        assert (note.header, note.extra, note.hide) == ("Head", "**Extra**", Hiding.ALL)
        assert adoption.folder.joinpath(note.image).read_bytes() == PICTURE.read_bytes()


def test_an_unedited_note_of_ankis_goes_back_as_it_was_and_stays_ankis(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        theirs(collection, STOCK, tmp_path)
        adoption = take_over(collection, tmp_path)
        built, report = adoption.build()
        assert report.warnings == ()
        log = import_package(collection, built)
        assert (log["duplicate"], log["conflicting"]) == (1, 0)
        stock = collection.models.by_name("Image Occlusion")
        fields = collection.get_note(only_note(collection)).fields
    with fresh_collection() as other:
        import_package(other, built)
        note = other.get_note(only_note(other))
        arrived = note.note_type()
        assert stock is not None
        assert arrived is not None
        assert note.fields == fields
        assert arrived["originalStockKind"] == IMAGE_OCCLUSION
        assert [each["tag"] for each in arrived["flds"]] == [each["tag"] for each in stock["flds"]]
        assert len(shapes(other)) == 4


def edited(adoption: Adoption, collection: Collection, old: str, new: str) -> list[str]:
    adoption.edit(old, new)
    built, report = adoption.build()
    assert report.warnings == ()
    assert import_package(collection, built)["updated"] == 1
    return collection.get_note(only_note(collection)).fields


def test_masks_edited_here_change_in_ankis_own_note(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        theirs(collection, STOCK, tmp_path)
        adoption = take_over(collection, tmp_path)
        before = collection.get_note(only_note(collection)).fields
        after = edited(adoption, collection, "x: 10, y: 20", "x: 12.5, y: 20")
        assert after[0].startswith("{{c1::image-occlusion:rect:left=.125:top=.2:")
        assert after[1:] == before[1:]
        assert set(shapes(collection)) == {0, 1, 2, 3}
        header = edited(adoption, collection, "header: Head", "header: A *head*")
        assert header[2] == "A <em>head</em>"


def test_fields_that_were_renamed_and_moved_are_found_by_what_anki_marks_them_with(
    tmp_path: Path,
) -> None:
    with fresh_collection() as collection:
        theirs(collection, STOCK, tmp_path)
        models = collection.models
        stock = models.by_name("Image Occlusion")
        assert stock is not None
        models.rename_field(stock, stock["flds"][2], "Überschrift")
        models.reposition_field(stock, stock["flds"][0], 3)
        models.update_dict(stock)
        adoption = take_over(collection, tmp_path)
    (note,) = load_deck(adoption.folder).notes()
    assert isinstance(note, OcclusionNote)
    assert (note.masks, note.header, note.extra) == (STOCK_AS_MASKS, "Head", "**Extra**")


@pytest.mark.parametrize(
    "field",
    [
        "{{c1::image-occlusion:star:left=.1:top=.2}}<br>",
        "{{c1::image-occlusion:rect:left=.1:top=.2:width=NaN:height=.4}}<br>",
        "{{c1::image-occlusion:rect:left=.1:top=.2:width=.1:height=.4}}<br>and {{c2::a gap}}",
        "{{c1::image-occlusion:rect:left=1.1:top=.2:width=.1:height=.4}}<br>",
    ],
)
def test_what_can_not_be_said_here_becomes_a_basic_note_and_is_told(
    tmp_path: Path, field: str
) -> None:
    with fresh_collection() as collection:
        theirs(collection, field, tmp_path)
        adoption = take_over(collection, tmp_path)
    (note,) = load_deck(adoption.folder).notes()
    assert isinstance(note, BasicNote)
    assert Reason.OCCLUSION in {change.reason for change in adoption.adopted.changes}


def test_a_picture_that_is_not_in_the_file_is_told(tmp_path: Path) -> None:
    with fresh_collection() as collection:
        theirs(collection, STOCK, tmp_path)
        note = collection.get_note(only_note(collection))
        note[Field.IMAGE] = '<img src="gone.png">'
        collection.update_note(note)
        adoption = take_over(collection, tmp_path)
    assert Reason.OCCLUSION in {change.reason for change in adoption.adopted.changes}


@pytest.mark.parametrize(
    "field",
    [
        "{{c1::image-occlusion:" * 40_000,
        "{{c1::image-occlusion:rect:" + "a" * 400_000 + "}}",
        "{{c1::image-occlusion:rect:" + "\\" * 400_001 + "}}",
        "{{c1::image-occlusion:polygon:points=" + ",".join(["1"] * 200_000) + "}}",
        "{{c1::image-occlusion:polygon:points=" + "1,2 " * 100_000 + "}}",
        "{{c1::image-occlusion:rect:left=9e9:top=.1:width=1e-99:height=.1}}",
        "{{c1::image-occlusion:rect:left=.1:top=.1:width=999999:height=.1:angle=1}}",
        "{{c0::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1}}",
        "{{c1::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1}}" * 10_001,
        "{{c999999999::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1}}",
    ],
    ids=range(10),
)
def test_a_strangers_field_that_says_no_masks_is_known_at_once(field: str) -> None:
    assert occlusion_of(field + "<br>") is None


SAVED = (
    "{{c3::image-occlusion:polygon:left=.8605:top=.4897:"
    "points=.8605,.4897 .9598,.4897 .9598,.5893 .8605,.5893:oi=1}}<br>"
    "{{c0::image-occlusion:text:left=.1005:top=.8007:text=a\\: b\\\\ <i> é\nsecond:"
    "scale=1.:fs=.06:oi=1}}<br>"
    "{{c1::image-occlusion:rect:left=.2199:top=.2509:width=.2305:height=.0808:oi=1}}<br>"
    "{{c2::image-occlusion:ellipse:left=.0296:top=.4845:angle=278:rx=.0697:ry=.055:"
    "fill=#00ff00:oi=1}}<br>"
    "{{c5::image-occlusion:rect:left=.5709:top=.2509:width=.1998:height=.0808:oi=1}}<br>"
    "{{c5::image-occlusion:rect:left=.6005:top=.0997:angle=1250:width=.1998:height=.0808:oi=1}}<br>"
)
"""What the mask editor of Anki 26.9, in Chromium, made of a note of ours that it had loaded."""


def test_what_ankis_mask_editor_saves_is_read_to_the_pixel() -> None:
    found = occlusion_of(SAVED)
    assert found is not None
    assert found.hide is Hiding.ALL
    corners = [(86.05, 48.97), (95.98, 48.97), (95.98, 58.93), (86.05, 58.93)]
    assert found.masks == (
        Mask(3, Polygon(tuple(Point(x, y) for x, y in corners))),
        Mask(1, Box(21.99, 25.09, 23.05, 8.08)),
        Mask(2, Box(2.96, 48.45, 13.94, 11, 10.008, is_ellipse=True), colour="#00ff00"),
        Mask(5, Box(57.09, 25.09, 19.98, 8.08)),
        Mask(5, Box(60.05, 9.97, 19.98, 8.08, 45)),
    )
    assert found.captions == (Caption("a: b\\ <i> é\nsecond", 10.05, 80.07, 6),)


@pytest.mark.parametrize("masks", [1, 15, 90])
def test_many_masks_are_parted_into_topics_that_can_be_read(
    tmp_path: Path, masks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A hundredth of what a file may hold.
    for module in (lines, parser):
        monkeypatch.setattr(module, "MAXIMUM_NODES", MAXIMUM_NODES // 100)
    monkeypatch.setattr(topic_size, "LARGEST_TOPIC", topic_size.LARGEST_TOPIC // 100)
    box = "{{c%d::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1:oi=1}}<br>"
    with fresh_collection() as collection:
        theirs(collection, "".join(box % number for number in range(1, masks + 1)), tmp_path)
        note = collection.get_note(only_note(collection))
        kind = note.note_type()
        assert kind is not None
        for number in range(300 // masks):
            other = collection.new_note(kind)
            other.fields = [*note.fields[:2], str(number), "", ""]
            collection.add_note(other, DEFAULT_DECK_ID)
        adoption = take_over(collection, tmp_path)
    assert adoption.adopted.changes == ()
    deck = load_deck(adoption.folder)
    assert len(list(deck.notes())) == 300 // masks + 1
    assert len(deck.topics) > 1
