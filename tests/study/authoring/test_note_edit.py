from pathlib import Path

import pytest

from ipt_cards.deck.deck import Deck
from ipt_cards.deck.note import BasicNote, Note
from ipt_cards.study import editor
from ipt_cards.study.authoring.note_edit import edited_note, save_note
from ipt_cards.study.decks import load_deck
from ipt_cards.study.errors import NoteEditError

TOPIC = """\
topic: All  # the only one
notes:
  - id: one
    front: First?  # a comment
    back: "1"
  - id: two
    front: Second?
    back: $x$
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deck.yaml").write_text("id: small\nname: Small\n", encoding="utf-8")
    (tmp_path / "all.yaml").write_text(TOPIC, encoding="utf-8")
    return tmp_path


def note(deck: Deck, note_id: str) -> Note:
    return next(each for each in deck.notes() if each.id == note_id)


def test_a_text_is_saved_and_all_else_stays(folder: Path) -> None:
    deck = load_deck(folder)
    edited = edited_note(folder, note(deck, "one"))
    assert edited.place.endswith("all.yaml:3")
    assert [text.name for text in edited.texts] == ["front", "back"]
    save_note(folder, deck, note(deck, "one"), edited.version, {("front",): "Which first?"})
    written = (folder / "all.yaml").read_text(encoding="utf-8")
    assert written == TOPIC.replace("First?", '"Which first?"')
    changed = note(load_deck(folder), "one")
    assert isinstance(changed, BasicNote)
    assert changed.front == "Which first?"


def test_what_is_the_same_writes_nothing(folder: Path) -> None:
    deck = load_deck(folder)
    before = (folder / "all.yaml").stat()
    edited = edited_note(folder, note(deck, "one"))
    save_note(folder, deck, note(deck, "one"), edited.version, {("front",): " First?\n"})
    assert (folder / "all.yaml").stat().st_ino == before.st_ino


@pytest.mark.parametrize("text", ["", " ", "![](missing.png)", "![](../x.png)"])
def test_what_would_be_an_error_is_refused_with_where_and_why(folder: Path, text: str) -> None:
    deck = load_deck(folder)
    edited = edited_note(folder, note(deck, "two"))
    with pytest.raises(NoteEditError, match=r"Nothing was saved.*all.yaml:8"):
        save_note(folder, deck, note(deck, "two"), edited.version, {("back",): text})
    assert (folder / "all.yaml").read_text(encoding="utf-8") == TOPIC


def test_a_file_that_changed_meanwhile_is_left_alone(folder: Path) -> None:
    deck = load_deck(folder)
    edited = edited_note(folder, note(deck, "one"))
    other = TOPIC.replace("Second?", "Third?")
    (folder / "all.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(NoteEditError, match="changed meanwhile"):
        save_note(folder, deck, note(deck, "one"), edited.version, {("front",): "x"})
    assert (folder / "all.yaml").read_text(encoding="utf-8") == other


def test_a_deck_that_an_upgrade_replaces_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "is_installed", lambda _: True)
    with pytest.raises(NoteEditError, match="upgrade of ipt-cards would undo"):
        edited_note(folder, note(load_deck(folder), "one"))
