"""Packages, as the real Anki takes them in."""

import itertools
import os
import re
import sqlite3
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from ipt_cards.anki.fields import field_values, note_type_of
from ipt_cards.anki.models import model
from ipt_cards.anki.note_types import Field
from ipt_cards.anki.packaging.build import build
from ipt_cards.anki.packaging.package import package
from ipt_cards.anki.time_stamps.stamps import read_earlier
from ipt_cards.deck.bundled import bundled_decks
from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.markup.parser import escape
from ipt_cards.deck.markup.plain import to_plain
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import (
    BasicNote,
    ChoiceNote,
    ClozeNote,
    Distractor,
    MatchingNote,
    Note,
    NumericNote,
    OcclusionNote,
    OrderingNote,
)
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.anki.real_anki import (
    TEMPLATE_ERROR,
    answer,
    cards,
    fresh_collection,
    import_package,
    scheduling,
    visible_text,
)
from tests.strategies import decks

BASIC = BasicNote(id="basic", front="What is asked?", back="What is *answered*", reversed=True)
CLOZE = ClozeNote(id="cloze", text="One {{c1::gap::hint}} here")
CHOICE = ChoiceNote(
    id="choice",
    question="Which one?",
    answers=("Right",),
    distractors=(Distractor("Wrong", "It is not right."),),
)
TYPED = BasicNote(id="typed", front="Type it", back="It", typed=True, accept=("That",))


def deck_of(*notes: Note, name: str = "Demo") -> Deck:
    return Deck(id="demo", name=name, topics=(Topic("topic", "Topic", notes),))


def write(deck: Deck, time_stamp: int, path: Path) -> Path:
    path.write_bytes(package(deck, MediaFolder(path.parent), time_stamp))
    return path


def test_the_bundled_deck_arrives_in_anki_whole(tmp_path: Path) -> None:
    folder = bundled_decks() / "ipt"
    deck = load_deck(folder)
    path = tmp_path / "ipt.apkg"
    report = build(deck, folder, path, 1_700_000_000)
    with fresh_collection() as collection:
        assert import_package(collection, path)["new"] == report.notes == len(list(deck.notes()))
        arrived = cards(collection)
        assert len(arrived) == report.cards == len(list(deck.cards()))
        assert {entry.name for entry in collection.decks.all_names_and_ids()} == {
            "Default",
            deck.name,
            *(f"{deck.name}::{topic.name}" for topic in deck.topics),
        }
        in_anki = Counter(collection.decks.name(card.did) for card in arrived)
        assert in_anki == {
            f"{deck.name}::{topic.name}": len(list(topic.cards())) for topic in deck.topics
        }
        for card in arrived:
            shown = card.question() + card.answer()
            assert TEMPLATE_ERROR not in shown
            assert "{{" not in visible_text(shown)
            assert "}}" not in visible_text(shown)
            assert visible_text(card.question())


def test_importing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write(deck_of(BASIC, CLOZE, CHOICE, TYPED), 1_700_000_000, tmp_path / "demo.apkg")
    with fresh_collection() as collection:
        assert import_package(collection, path)["new"] == 4
        before = [(card.id, card.question(), scheduling(card)) for card in cards(collection)]
        assert import_package(collection, path) == {
            "new": 0,
            "updated": 0,
            "duplicate": 4,
            "conflicting": 0,
        }
        assert before == [
            (card.id, card.question(), scheduling(card)) for card in cards(collection)
        ]


def test_a_newer_build_edits_adds_and_keeps_what_anki_scheduled(tmp_path: Path) -> None:
    first = write(deck_of(BASIC, CLOZE, CHOICE), 1_700_000_000, tmp_path / "first.apkg")
    edited = replace(BASIC, front="What is asked now?")
    second = write(deck_of(edited, CLOZE, TYPED), 1_700_000_001, tmp_path / "second.apkg")
    with fresh_collection() as collection:
        import_package(collection, first)
        asked = cards(collection)[0]
        answer(collection, asked.id)
        scheduled = scheduling(collection.get_card(asked.id))
        reviews = collection.db.all("SELECT * FROM revlog")  # type: ignore[union-attr]
        assert scheduled != scheduling(asked)

        assert import_package(collection, second) == {
            "new": 1,
            "updated": 2,
            "duplicate": 0,
            "conflicting": 0,
        }
        now = collection.get_card(asked.id)
        assert "What is asked now?" in visible_text(now.question())
        assert scheduling(now) == scheduled
        assert collection.db.all("SELECT * FROM revlog") == reviews  # type: ignore[union-attr]
        assert collection.note_count() == 4, "a note that the deck dropped stays in Anki"
        assert collection.card_count() == 2 + 1 + 1 + 1


def test_a_note_that_gains_a_cloze_gains_a_card_and_keeps_the_other_s_schedule(
    tmp_path: Path,
) -> None:
    first = write(deck_of(CLOZE), 1_700_000_000, tmp_path / "first.apkg")
    longer = replace(CLOZE, text="One {{c1::gap::hint}} here and {{c2::another}} there")
    second = write(deck_of(longer), 1_700_000_001, tmp_path / "second.apkg")
    with fresh_collection() as collection:
        import_package(collection, first)
        (asked,) = cards(collection)
        answer(collection, asked.id)
        scheduled = scheduling(collection.get_card(asked.id))
        assert import_package(collection, second)["updated"] == 1
        one, two = cards(collection)
        assert (one.id, scheduling(one)) == (asked.id, scheduled)
        assert two.reps == 0
        assert "[…]" in two.question() or "[...]" in two.question()


def test_a_later_version_s_templates_and_style_are_taken_over_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = deck_of(BASIC)
    first = write(deck, 1_700_000_000, tmp_path / "first.apkg")
    newer = model(note_type_of(BASIC))
    monkeypatch.setattr(newer, "css", newer.css + "\n.later { color: red }")
    templates = [
        {**template, "qfmt": template["qfmt"].replace("{{Front}}", "<i>{{Front}}</i>")}
        for template in newer.templates
    ]
    monkeypatch.setattr(newer, "templates", templates)
    second = write(deck, 1_700_000_001, tmp_path / "second.apkg")
    with fresh_collection() as collection:
        import_package(collection, first)
        asked = cards(collection)[0]
        answer(collection, asked.id)
        scheduled = scheduling(collection.get_card(asked.id))
        assert import_package(collection, second)["conflicting"] == 0
        now = collection.get_card(asked.id)
        assert ".later { color: red }" in now.question()
        assert "<i>What is asked?</i>" in now.question()
        assert scheduling(now) == scheduled
        assert collection.note_count() == 1
        assert [each.name for each in collection.models.all_names_and_ids()].count("IPT Basic") == 1


def test_hostile_content_shows_as_it_was_written(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> {{Front}} & std::vector {{c1::no}} [sound:x.mp3]"
    note = BasicNote(id="hostile", front=escape(hostile), back="B")
    cloze = ClozeNote(id="cloze", text="A {{c1::" + escape("a<b> & c: d") + "::" + "<h> & h}} z")
    path = write(deck_of(note, cloze), 1_700_000_000, tmp_path / "demo.apkg")
    with fresh_collection() as collection:
        import_package(collection, path)
        asked, gap = cards(collection)
        assert hostile in visible_text(asked.question())
        assert "<script>alert" not in asked.question()
        assert asked.render_output().question_av_tags == []
        assert "[<h> & h]" in visible_text(gap.question())
        assert "a<b> & c: d" in visible_text(gap.answer())


def test_media_arrive_under_names_that_no_other_deck_has(tmp_path: Path) -> None:
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "map.png").write_bytes(b"\x89PNG not really")
    (tmp_path / "say.mp3").write_bytes(b"ID3 not really")
    note = BasicNote(id="media", front="![a map](pics/map.png)", back="![](say.mp3)")
    path = write(deck_of(note), 1_700_000_000, tmp_path / "demo.apkg")
    with fresh_collection() as collection:
        import_package(collection, path)
        (card,) = cards(collection)
        assert '<img src="demo-pics-map.png" alt="a map">' in card.question()
        assert [tag.filename for tag in card.render_output().answer_av_tags] == ["demo-say.mp3"]  # type: ignore[union-attr]
        media = Path(collection.media.dir())
        assert (media / "demo-pics-map.png").read_bytes() == b"\x89PNG not really"
        assert (media / "demo-say.mp3").read_bytes() == b"ID3 not really"


def test_media_whose_names_would_be_one_in_anki_are_told_apart(tmp_path: Path) -> None:
    names = ["pics-map.png", "pics/map.png", "pics/MAP.png", "pics map.png"]
    (tmp_path / "pics").mkdir()
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    if len(list((tmp_path / "pics").iterdir())) == 1:
        pytest.skip("this file system takes capitals for small letters")
    alone = BasicNote(id="alone", front=f"![]({names[0]})", back="b")
    rest = [
        BasicNote(id=f"note-{at}", front=f"![](<{name}>)", back="b")
        for at, name in enumerate(names[1:])
    ]
    for notes in [alone], [alone, *rest]:
        path = tmp_path / f"{len(notes)}.apkg"
        build(deck_of(*notes), tmp_path, path, 1_700_000_000)
        with fresh_collection() as collection:
            import_package(collection, path)
            media = Path(collection.media.dir())
            shown = [
                re.findall(r'<img src="([^"]+)"', card.question()) for card in cards(collection)
            ]
            assert [(media / name).read_bytes().decode() for (name,) in shown] == names[
                : len(notes)
            ]
            assert shown[0] == ["demo-pics-map.png"]


def test_the_options_of_a_choice_show_every_why_and_never_the_answer_first_by_rule() -> None:
    notes = [replace(CHOICE, id=f"choice-{number}") for number in range(20)]
    deck = deck_of(*notes)
    values = [field_values(note, deck.topics[0], deck, str) for note in notes]
    options = [value[1] for value in values]
    assert all('<div class="why">It is not right.</div>' in value for value in options)
    first_is_right = [value.index("right") < value.index("wrong") for value in options]
    assert set(first_is_right) == {True, False}


@pytest.mark.parametrize("ordering", list(itertools.permutations("abc")))
def test_the_same_deck_gives_the_same_bytes_in_any_folder(
    tmp_path: Path, ordering: tuple[str, ...]
) -> None:
    texts = {"a": b"1", "b": b"2", "c": b"3"}
    folders = [tmp_path / "one", tmp_path / "two"]
    note = BasicNote(
        id="media", front=" ".join(f"![](m/{name}.png)" for name in ordering), back="B"
    )
    for folder, order in zip(folders, [ordering, sorted(ordering)], strict=True):
        (folder / "m").mkdir(parents=True)
        for name in order:
            (folder / "m" / f"{name}.png").write_bytes(texts[name])
        os.utime(folder / "m" / "a.png", (0, len(order[0])))
    one, two = (package(deck_of(note, CLOZE), MediaFolder(path), 1_700_000_000) for path in folders)
    assert one == two


def test_a_package_is_signed_by_no_version_of_sqlite(tmp_path: Path) -> None:
    path = write(deck_of(BASIC), 1_700_000_000, tmp_path / "demo.apkg")
    with zipfile.ZipFile(path) as archive:
        collection = archive.read("collection.anki2")
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert collection[96:100] == bytes(4)
    database = tmp_path / "collection.anki2"
    database.write_bytes(collection)
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def written(folder: Path, deck: Deck, edited: int) -> Path:
    for name, text in deck_files(deck).items():
        (folder / name).write_bytes(text.encode())
        os.utime(folder / name, (edited, edited))
    return folder


def test_the_time_stamp_is_that_of_the_note_that_changed_last(tmp_path: Path) -> None:
    deck = deck_of(BASIC, CLOZE)
    folder = written(tmp_path, deck, 1_700_000_000)
    target = tmp_path / "demo.apkg"
    first = build(deck, folder, target, None)
    assert (first.time_stamp, first.unchanged) == (1_700_000_000, False)
    again = build(deck, folder, target, None)
    assert (again.time_stamp, again.unchanged) == (1_700_000_000, True)

    edited = deck_of(replace(BASIC, back="Another answer"), CLOZE)
    written(tmp_path, edited, 1_600_000_000)  # a file put back from an old copy
    third = build(edited, folder, target, None)
    assert (third.time_stamp, third.unchanged) == (1_700_000_001, False)
    stamps = [stamp for stamp, _ in read_earlier(target).notes.values()]
    assert sorted(stamps) == [1_700_000_000, 1_700_000_001]
    fourth = build(edited, folder, target, None)
    assert (fourth.time_stamp, fourth.unchanged) == (1_700_000_001, True)


def test_a_target_that_is_no_package_of_ours_is_replaced(tmp_path: Path) -> None:
    deck = deck_of(BASIC)
    folder = written(tmp_path, deck, 1_700_000_000)
    target = tmp_path / "demo.apkg"
    target.write_bytes(b"no zip")
    assert build(deck, folder, target, None).time_stamp == 1_700_000_000
    assert zipfile.is_zipfile(target)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(decks())
def test_any_deck_survives_yaml_and_anki_with_its_texts_as_written(deck: Deck) -> None:
    with TemporaryDirectory() as name, fresh_collection() as collection:
        folder = written(Path(name), deck, 1_700_000_000)
        target = folder / "deck.apkg"
        build(load_deck(folder), folder, target, None)
        assert import_package(collection, target)["new"] == len(list(deck.notes()))
        arrived = iter(cards(collection))
        for topic in deck.topics:
            for note in topic.notes:
                for key in (card.key for card in cards_of(note)):
                    card = next(arrived)
                    assert TEMPLATE_ERROR not in card.question() + card.answer()
                    shown = visible_text(card.question())
                    told = visible_text(card.answer())
                    for text in _asked(note, key):
                        assert to_plain(text) in shown
                    for text in _told(note, topic, deck):
                        assert to_plain(text) in told
                    fields = card.note()
                    assert visible_text(fields[Field.EXTRA]) == to_plain(note.extra)
                    assert tuple(fields.tags) == tuple(sorted(note.tags))
        assert next(arrived, None) is None


def _asked(note: Note, key: str) -> list[str]:
    match note:
        case BasicNote():
            return [note.front if key.endswith("/forward") else note.back]
        case ChoiceNote():
            options = [*note.answers, *(each.text for each in note.distractors)]
            return [note.question, *options]
        case NumericNote():
            return [note.question]
        case OrderingNote():
            return [note.question, *note.steps]
        case MatchingNote():
            return [
                note.question,
                *(text for pair in note.pairs for text in (pair.left, pair.right)),
            ]
        case ClozeNote() | OcclusionNote():
            return []


def _told(note: Note, topic: Topic, deck: Deck) -> list[str]:
    told = [note.extra, topic.name, *(deck.sources[source] for source in note.sources)]
    match note:
        case BasicNote(typed=False):
            return [*told, note.front, note.back]
        case BasicNote():
            return told
        case ChoiceNote():
            return [*told, *(each.why for each in note.distractors)]
        case NumericNote():
            return [*told, note.question]
        case OrderingNote() | MatchingNote():
            return told
        case ClozeNote():
            return [*told, note.text]
        case OcclusionNote():
            return [*told, note.header]


def test_the_deck_s_description_in_anki_tells_its_version(tmp_path: Path) -> None:
    deck = replace(deck_of(BASIC), description="A *small* deck.", version="1.2 & more")
    with fresh_collection() as collection:
        import_package(collection, write(deck, 1_700_000_000, tmp_path / "d.apkg"))
        found = collection.decks.by_name(deck.name)
        assert found is not None
        assert found["desc"] == "A <em>small</em> deck.\n\nVersion 1.2 &amp; more"
