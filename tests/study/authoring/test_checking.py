"""A check that is made again tells what the first one told, and looks at no more than it must."""

import os
from pathlib import Path

import pytest

from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.authoring import checking
from ipt_cards.study.authoring.checking import checked
from ipt_cards.study.authoring.fronts import RememberedFronts, fronts_file
from ipt_cards.study.configuration import state_folder
from ipt_cards.study.decks import load_deck
from ipt_cards.study.quiz import Quiz
from ipt_cards.study.review_log import open_log

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
TOPIC = """topic: One
notes:
  - id: long
    front: Which answer?
    back: "![a dot](dot.png) which answer"
  - id: given
    front: Is the answer maybe?
    back: maybe
"""


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IPT_CARDS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("IPT_CARDS_STATE", str(tmp_path / "state"))
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "deck.yaml").write_text("id: demo\nname: Demo\n")
    (folder / "one.yaml").write_text(TOPIC)
    (folder / "dot.png").write_bytes(PIXEL)
    return folder


def rules(deck: Path) -> list[str]:
    return [problem.rule for problem in checked(deck).problems]


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_folder: Path) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(checking, "read_deck", read)


def test_an_unchanged_deck_is_not_read_again(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = checked(deck)
    assert [problem.rule for problem in first.problems] == ["answer-in-question"]
    forbid_reading(monkeypatch)
    assert checked(deck) == first


@pytest.mark.parametrize("edit", ["a topic", "deck.yaml", "a medium", "a new file"])
def test_a_deck_of_which_anything_changed_is_read_again(
    deck: Path, monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    checked(deck)
    if edit == "a topic":
        (deck / "one.yaml").write_text(TOPIC.replace("maybe?", "perhaps?"))
    elif edit == "deck.yaml":
        (deck / "deck.yaml").write_text("id: demo\nname: Another\n")
    elif edit == "a medium":
        (deck / "dot.png").write_bytes(PIXEL[:40])
    else:
        (deck / "two.yaml").write_text(TOPIC.replace("long", "b").replace("given", "c"))
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="read again"):
        checked(deck)


def test_a_medium_that_is_gone_or_broken_is_told(deck: Path) -> None:
    checked(deck)
    (deck / "dot.png").write_bytes(PIXEL[:20])
    assert rules(deck) == ["answer-in-question", "broken-picture"]
    (deck / "dot.png").unlink()
    assert "bad-media" in rules(deck)


def test_a_renamed_id_is_told_for_as_long_as_it_is_not_put_back(deck: Path) -> None:
    RememberedFronts(load_deck(deck), deck).remember(built=True)
    checked(deck)
    (deck / "one.yaml").write_text(TOPIC.replace("id: long", "id: short"))
    for _ in range(2):
        assert rules(deck) == ["answer-in-question", "renamed-id"]
    (deck / "one.yaml").write_text(TOPIC)
    assert rules(deck) == ["answer-in-question"]


def test_what_a_note_is_called_while_it_is_written_may_change(deck: Path) -> None:
    for name in ("draft", "second", "long"):
        (deck / "one.yaml").write_text(TOPIC.replace("id: long", f"id: {name}"))
        assert rules(deck) == ["answer-in-question"]
    RememberedFronts(load_deck(deck), deck).remember(built=True)
    (deck / "one.yaml").write_text(TOPIC.replace("id: long", "id: third"))
    assert rules(deck) == ["answer-in-question", "renamed-id"]


def test_a_draft_that_was_answered_counts(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPT_CARDS_PROGRESS", str(deck.parent / "progress.db"))
    monkeypatch.setenv("IPT_CARDS_CONFIG", str(deck.parent / "config.toml"))
    checked(deck)
    with open_log() as log:
        Quiz(load_deck(deck), log).grade(Grade.GOOD)
    (deck / "one.yaml").write_text(TOPIC.replace("id: long", "id: short"))
    assert rules(deck) == ["answer-in-question", "renamed-id"]
    (deck / "one.yaml").write_text(TOPIC.replace("id: given", "id: other"))
    assert rules(deck) == ["answer-in-question"]


def test_what_an_earlier_version_remembered_counts(deck: Path) -> None:
    state_folder.remember(
        fronts_file("demo", deck), {"former": "Is the answer maybe?", "long": "Which answer?"}
    )
    (deck / "one.yaml").write_text(TOPIC.replace("id: given", "id: latter"))
    assert "renamed-id" in rules(deck)


def test_errors_are_told_anew_each_time(deck: Path) -> None:
    (deck / "one.yaml").write_text(TOPIC.replace("    back: maybe\n", ""))
    for _ in range(2):
        assert rules(deck) == ["missing-key"]


def test_a_deck_that_was_copied_is_checked_by_itself(deck: Path, tmp_path: Path) -> None:
    checked(deck)
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in deck.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
        os.utime(copy / path.name)
    assert rules(copy) == ["answer-in-question"]
