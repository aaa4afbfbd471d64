"""The parse cache: reading through it gives what reading without it gives, whatever is in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_cards.anki.packaging.package import package
from ipt_cards.deck.card_filter import CardsByKey
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.media_files.media import MediaFolder
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.deck.reading.cache import entries
from ipt_cards.deck.reading.cache.parse_cache import ParseCache
from ipt_cards.deck.reading.folder import Reading, load_deck, read_folder
from ipt_cards.deck.writing.deck_yaml import deck_files
from tests.strategies import decks

HEAD = "topic: Basics\nnotes:\n"
NOTE = "  - id: {}\n    front: Question?\n    back: Answer\n"


@contextmanager
def written(deck: Deck) -> Iterator[tuple[Path, Path]]:
    """The deck's folder, and one for the cache."""
    with TemporaryDirectory() as parent:
        folder = Path(parent, "deck")
        folder.mkdir()
        for name, text in deck_files(deck).items():
            (folder / name).write_bytes(text.encode())
        yield folder, Path(parent, "cache")


def everything(reading: Reading) -> object:
    """All that was read, positions too, which notes don't compare."""
    deck = reading.deck
    notes: list[Note] = list(deck.notes()) if deck else []
    keys = list(deck.card_keys()) if deck else []
    return reading, notes, [note.at for note in notes], keys


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "deck.yaml").write_text("id: demo\nname: Demo\n")
    (folder / "one.yaml").write_text(HEAD + NOTE.format("a") + NOTE.format("b"))
    (folder / "two.yaml").write_text(HEAD + NOTE.format("c"))
    return folder


def forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(_text: str) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr("ipt_cards.deck.reading.yaml.tree.tree_of", parse)


@settings(max_examples=40)
@given(decks())
def test_a_deck_is_the_same_without_a_cache_with_a_cold_one_and_with_a_warm_one(deck: Deck) -> None:
    with written(deck) as (folder, kept):
        plain = everything(read_folder(folder))
        assert everything(read_folder(folder, ParseCache(kept))) == plain
        assert everything(read_folder(folder, ParseCache(kept))) == plain
        assert load_deck(folder, ParseCache(kept)) == deck


@settings(max_examples=40)
@given(decks(), st.data())
def test_a_damaged_entry_changes_nothing(deck: Deck, data: st.DataObject) -> None:
    with written(deck) as (folder, kept):
        plain = everything(read_folder(folder, ParseCache(kept)))
        for path in sorted(kept.iterdir()):
            entry = bytearray(path.read_bytes())
            place = data.draw(st.integers(0, len(entry) - 1))
            match data.draw(st.sampled_from(["change", "cut", "insert", "keep"])):
                case "change":
                    entry[place] ^= data.draw(st.integers(1, 255))
                case "cut":
                    del entry[place:]
                case "insert":
                    entry[place:place] = b"\n"
            path.write_bytes(entry)
        assert everything(read_folder(folder, ParseCache(kept))) == plain


@settings(max_examples=10)
@given(decks())
def test_a_package_is_the_same_bytes_from_a_cold_and_a_warm_cache(deck: Deck) -> None:
    with written(deck) as (folder, kept):
        cold, warm = (load_deck(folder, ParseCache(kept)) for _ in range(2))
        media = MediaFolder(folder)
        assert package(cold, media, 1_700_000_000) == package(warm, media, 1_700_000_000)


def test_without_an_entry_a_file_is_parsed(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid_parsing(monkeypatch)
    with pytest.raises(AssertionError, match="parsed"):
        read_folder(small, ParseCache(tmp_path / "cache"))


def test_an_unchanged_file_is_not_parsed_again(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ParseCache(tmp_path / "cache")
    plain = everything(read_folder(small, cache))
    forbid_parsing(monkeypatch)
    os.utime(small / "one.yaml", (1, 1))  # what counts is the content
    assert everything(read_folder(small, cache)) == plain


def test_a_changed_file_is_read_anew_even_with_its_old_time_and_size(
    small: Path, tmp_path: Path
) -> None:
    cache = ParseCache(tmp_path / "cache")
    read_folder(small, cache)
    path = small / "two.yaml"
    before = path.stat()
    path.write_text(path.read_text().replace("Answer", "Reply!"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    *_, note = load_deck(small, cache).notes()
    assert isinstance(note, BasicNote)
    assert note.back == "Reply!"


def test_a_renamed_file_is_known_by_its_content(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ParseCache(tmp_path / "cache")
    read_folder(small, cache)
    (small / "two.yaml").rename(small / "three.yaml")
    forbid_parsing(monkeypatch)
    topic = next(topic for topic in load_deck(small, cache).topics if topic.id == "three")
    assert str(topic.notes[0].at) == "three.yaml:3:5"


def test_a_file_with_a_problem_is_not_kept(small: Path, tmp_path: Path) -> None:
    (small / "one.yaml").write_text(HEAD + NOTE.format("a") + "  - id: b\n    front: B?\n")
    cache = ParseCache(tmp_path / "cache")
    for _ in range(2):
        [problem] = read_folder(small, cache).problems
        assert (str(problem.at), problem.rule) == ("one.yaml:6:5", "missing-key")


def test_two_known_files_that_share_an_id_are_an_error_where_it_stands(
    small: Path, tmp_path: Path
) -> None:
    cache = ParseCache(tmp_path / "cache")
    read_folder(small, cache)
    (small / "three.yaml").write_bytes((small / "one.yaml").read_bytes())
    plain = read_folder(small)
    assert [problem.rule for problem in plain.problems] == ["duplicate-id"] * 2
    assert everything(read_folder(small, cache)) == everything(plain)


def test_two_known_files_that_share_a_guid_are_an_error_where_it_stands(
    small: Path, tmp_path: Path
) -> None:
    guid = "    guid: abc\n"
    (small / "one.yaml").write_text(HEAD + NOTE.format("a") + guid)
    (small / "two.yaml").write_text(HEAD + NOTE.format("b") + guid + "    template: 2\n")
    cache = ParseCache(tmp_path / "cache")
    assert everything(read_folder(small, cache)) == everything(read_folder(small))
    (small / "three.yaml").write_text(HEAD + NOTE.format("c") + guid.replace("abc", "xyz"))
    read_folder(small, cache)
    (small / "four.yaml").write_text(HEAD + NOTE.format("d") + guid)
    plain = read_folder(small)
    assert [problem.rule for problem in plain.problems] == ["duplicate-guid"]
    for _ in range(2):
        assert everything(read_folder(small, cache)) == everything(plain)


@pytest.mark.parametrize("gone", ["the source", "the medium"])
def test_a_known_file_is_checked_against_what_is_around_it(
    small: Path, tmp_path: Path, gone: str
) -> None:
    description = "id: demo\nname: Demo\nsources:\n  sections:\n    {}: Title\n"
    (small / "deck.yaml").write_text(description.format("history"))
    (small / "map.png").write_bytes(b"png")
    note = NOTE.format("d").replace("Answer", '"![](map.png)"') + "    source: history\n"
    (small / "three.yaml").write_text(HEAD + note)
    cache = ParseCache(tmp_path / "cache")
    assert not read_folder(small, cache).problems
    if gone == "the source":
        (small / "deck.yaml").write_text(description.format("other"))
    else:
        (small / "map.png").unlink()
    plain = read_folder(small)
    assert plain.problems
    assert everything(read_folder(small, cache)) == everything(plain)


def test_what_known_files_name_of_one_another_is_checked_again(small: Path, tmp_path: Path) -> None:
    facts = "topic: Basics\nfacts:\n  f: A fact\nnotes:\n"
    (small / "one.yaml").write_text(facts + NOTE.format("a") + NOTE.format("b"))
    linked = NOTE.format("c") + "    after: [b, a]\n    facts: f\n"
    (small / "two.yaml").write_text(HEAD + linked)
    cache = ParseCache(tmp_path / "cache")
    for _ in range(2):
        deck = load_deck(small, cache)
        assert [dict(topic.after) for topic in deck.topics] == [{}, {"c": ("b", "a")}]
        assert everything(read_folder(small, cache)) == everything(read_folder(small))
    (small / "one.yaml").write_text(HEAD + NOTE.format("a"))
    plain = read_folder(small)
    assert [problem.rule for problem in plain.problems] == ["unknown-note", "unknown-fact"]
    (small / "one.yaml").write_text(facts + NOTE.format("a") + "    after: c\n" + NOTE.format("b"))
    plain = read_folder(small)
    assert [problem.rule for problem in plain.problems] == ["circular-order"]
    (small / "one.yaml").write_text(facts + NOTE.format("a") + NOTE.format("b"))
    (small / "three.yaml").write_text(facts + NOTE.format("d"))
    read_folder(small, cache)
    plain = read_folder(small)
    assert [problem.rule for problem in plain.problems] == ["duplicate-fact"]
    for _ in range(2):
        assert everything(read_folder(small, cache)) == everything(plain)


def test_a_known_file_is_read_anew_when_what_deck_yaml_says_of_texts_changes(
    small: Path, tmp_path: Path
) -> None:
    (small / "one.yaml").write_text(HEAD + NOTE.format("a").replace("Answer", r"$\RR$"))
    cache = ParseCache(tmp_path / "cache")
    for stands_for in ("\\mathbb{R}", "\\mathbf{R}", "\\mathbb{R}"):
        written = f"id: demo\nname: Demo\nmacros:\n  \\RR: {stands_for}\n"
        (small / "deck.yaml").write_text(written)
        for _ in range(2):
            note = next(iter(load_deck(small, cache).notes()))
            assert isinstance(note, BasicNote)
            assert note.back == f"${stands_for}$"
    (small / "deck.yaml").write_text("id: demo\nname: Demo\n")
    note = next(iter(load_deck(small, cache).notes()))
    assert isinstance(note, BasicNote)
    assert note.back == r"$\RR$"


@pytest.mark.parametrize("key", ["language", "accents"])
def test_so_it_is_when_answers_are_to_be_judged_otherwise(
    small: Path, tmp_path: Path, key: str
) -> None:
    (small / "one.yaml").write_text(HEAD + NOTE.format("a") + "    typed: true\n")
    cache = ParseCache(tmp_path / "cache")
    for said in {"language": ["de", "fr", "de"], "accents": ["strict", "lenient", "strict"]}[key]:
        (small / "deck.yaml").write_text(f"id: demo\nname: Demo\n{key}: {said}\n")
        for _ in range(2):
            note = next(iter(load_deck(small, cache).notes()))
            assert isinstance(note, BasicNote)
            assert getattr(note.spelling, key) == said


@pytest.mark.parametrize("changed", ["FORMAT", "__version__", "unidata_version"])
def test_another_versions_entry_is_ignored(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    cache = ParseCache(tmp_path / "cache")
    read_folder(small, cache)
    monkeypatch.setattr(entries, changed, "another")
    forbid_parsing(monkeypatch)
    with pytest.raises(AssertionError, match="parsed"):
        read_folder(small, cache)


def test_an_entry_under_another_files_name_is_ignored(small: Path, tmp_path: Path) -> None:
    cache = ParseCache(tmp_path / "cache")
    plain = everything(read_folder(small, cache))
    one, two = sorted((tmp_path / "cache").glob("*.topic"))
    one_entry, two_entry = one.read_bytes(), two.read_bytes()
    one.write_bytes(two_entry)
    two.write_bytes(one_entry)
    assert everything(read_folder(small, cache)) == plain


@pytest.mark.parametrize("obstacle", ["a file", "a read-only folder"])
def test_a_cache_that_cant_be_written_is_done_without(
    small: Path, tmp_path: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    if obstacle == "a file":
        folder.write_text("not a folder")
    else:

        def refuse(*_arguments: object, **_names: object) -> None:
            raise PermissionError(13, "Permission denied")

        # A read-only folder isn't one for root, who may run the tests.
        monkeypatch.setattr(Path, "write_bytes", refuse)
    plain = everything(read_folder(small))
    assert everything(read_folder(small, ParseCache(folder))) == plain


def test_the_oldest_entries_go_where_there_are_too_many(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    read_folder(small, ParseCache(folder))
    before = set(folder.iterdir())
    for path in before:
        os.utime(path, (1, 1))
    (small / "two.yaml").write_text(HEAD + NOTE.format("d"))
    monkeypatch.setattr(entries, "MOST_BYTES", 400)
    read_folder(small, ParseCache(folder))
    [left] = folder.iterdir()
    assert left not in before
    assert left.stat().st_size <= 400


def test_cards_are_made_a_topic_at_a_time(small: Path, tmp_path: Path) -> None:
    cache = ParseCache(tmp_path / "cache")
    read_folder(small, cache)
    deck = load_deck(small, cache)
    cards = CardsByKey(deck, deck.topics)
    assert list(cards) == ["a/forward", "b/forward", "c/forward"]
    assert cards["c/forward"].note.id == "c"
    assert "nobody/forward" not in cards
    with pytest.raises(KeyError):
        cards["nobody/forward"]
    assert dict(cards) == {card.key: card for card in load_deck(small).cards()}


def test_the_notes_of_a_file_are_equal_to_the_tuple_of_their_notes(
    small: Path, tmp_path: Path
) -> None:
    cache = ParseCache(tmp_path / "cache")
    plain = load_deck(small, cache)
    known, again = load_deck(small, cache), load_deck(small, cache)
    assert plain.topics == known.topics == again.topics
    assert set(map(hash, plain.topics)) == set(map(hash, known.topics))
    first = known.topics[0]
    assert (len(first.notes), bool(first.notes)) == (2, True)
    assert first.notes[1:] == plain.topics[0].notes[1:]
    assert first != Topic(first.id, first.name, ())


def test_the_format_is_raised_when_notes_get_another_field() -> None:
    names = [[field.name for field in fields(kind)] for kind in get_args(Note)]
    shared = ["id", "extra", "tags", "sources", "guid", "allow", "level", "after", "facts", "at"]
    assert entries.FORMAT == 14
    assert names == [
        [*shared, "front", "back", "reversed", "typed", "accept", "spelling", "template"],
        [*shared, "text", "typed", "accept", "spelling"],
        [*shared, "question", "answers", "distractors"],
        [*shared, "image", "masks", "header", "hide", "captions"],
        [*shared, "question", "number", "tolerance", "unit"],
        [*shared, "question", "steps"],
        [*shared, "question", "pairs"],
    ]
