"""What is kept between builds changes nothing of what they write."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from ipt_cards.anki.fields import field_values
from ipt_cards.anki.packaging.build import build
from ipt_cards.anki.packaging.earlier_cache import known_earlier
from ipt_cards.anki.time_stamps.stamps import read_earlier
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import ClozeNote, Note
from ipt_cards.deck.reading.cache.parse_cache import ParseCache
from ipt_cards.deck.reading.folder import load_deck
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.strategies import decks

AT = 1_700_000_000


def written(folder: Path, deck: Deck) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.yaml"):
        path.unlink()
    for name, text in deck_files(deck).items():
        (folder / name).write_bytes(text.encode())
        os.utime(folder / name, (AT, AT))


def built(folder: Path, target: Path, cache: ParseCache | None) -> bytes:
    deck = load_deck(folder, cache)
    build(deck, folder, target, None, entries=cache.entries if cache else None)
    return target.read_bytes()


def deck_of(notes: Sequence[Note], other: str) -> Deck:
    topics = (Topic("one", "One", tuple(notes)), Topic("two", other, (cloze("other", other),)))
    return Deck(id="demo", name="Demo", topics=topics, sections=(("here", other),))


def cloze(note_id: str, text: str) -> ClozeNote:
    return ClozeNote(id=note_id, text=f"A {{{{c1::gap}}}} {text}", sources=("here",))


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(decks(), decks())
def test_builds_with_and_without_what_is_kept_are_the_same_whatever_is_edited(
    one: Deck, other: Deck
) -> None:
    with TemporaryDirectory() as kept:
        folder, cache = Path(kept, "deck"), ParseCache(Path(kept, "cache"))
        for deck in (one, other, one):
            written(folder, replace(deck, id="demo"))
            plain = built(folder, Path(kept, "plain.apkg"), None)
            assert built(folder, Path(kept, "known.apkg"), cache) == plain


def test_a_note_is_made_anew_where_the_title_of_its_source_changed(tmp_path: Path) -> None:
    folder, cache = tmp_path / "deck", ParseCache(tmp_path / "cache")
    for title in ("Before", "After"):
        written(folder, deck_of([cloze("a", "text")], title))
        plain = built(folder, tmp_path / f"{title}-plain.apkg", None)
        assert built(folder, tmp_path / f"{title}.apkg", cache) == plain


def test_an_edit_of_a_topic_makes_only_its_notes_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = tmp_path / "deck", ParseCache(tmp_path / "cache")
    target = tmp_path / "demo.apkg"
    written(folder, deck_of([cloze("a", "text"), cloze("b", "text")], "Two"))
    built(folder, target, cache)
    made: list[str] = []

    def counted(note: Note, *rest: object) -> list[str]:
        made.append(note.id)
        return field_values(note, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("ipt_cards.anki.packaging.packaged_note.field_values", counted)
    written(folder, deck_of([cloze("a", "other text"), cloze("b", "text")], "Two"))
    built(folder, target, cache)
    assert made == ["a", "b"]


def test_what_is_kept_of_a_package_is_what_reading_it_tells(tmp_path: Path) -> None:
    folder, cache = tmp_path / "deck", ParseCache(tmp_path / "cache")
    for notes in ([cloze("a", "text")], [cloze("a", "text"), cloze("b", "text")]):
        written(folder, deck_of(notes, "Two"))
        built(folder, tmp_path / "demo.apkg", cache)
        known = known_earlier(cache.entries, tmp_path / "demo.apkg")
        assert known == read_earlier(tmp_path / "demo.apkg")
    for other in (b"no package", b""):
        (tmp_path / "other.apkg").write_bytes(other)
        assert known_earlier(cache.entries, tmp_path / "other.apkg") is None


def test_the_tables_of_the_same_decks_are_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = tmp_path / "deck", ParseCache(tmp_path / "cache")
    written(folder, deck_of([cloze("a", "text")], "Two"))
    built(folder, tmp_path / "demo.apkg", cache)

    def made(*_: object) -> str:
        raise AssertionError("made anew")

    monkeypatch.setattr("ipt_cards.anki.packaging.tables._made", made)
    written(folder, deck_of([cloze("a", "text"), cloze("b", "text")], "Two"))
    built(folder, tmp_path / "demo.apkg", cache)
    written(folder, deck_of([cloze("a", "text")], "Another topic"))
    with pytest.raises(AssertionError, match="made anew"):
        built(folder, tmp_path / "demo.apkg", cache)
