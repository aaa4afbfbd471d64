"""What notes ask of a learner, as authors write it."""

from pathlib import Path

import pytest

from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.level import Level
from ipt_cards.deck.note import BasicNote
from ipt_cards.deck.reading.folder import load_deck, read_folder

EXAM = "id: d\nname: D\nexam:\n  blueprint: {topic: 100}\n"


def write(folder: Path, level: str, deck: str = "id: d\nname: D\n") -> Path:
    (folder / "deck.yaml").write_text(deck)
    note = "topic: T\nnotes:\n  - id: a\n    front: Who?\n    back: He\n"
    (folder / "topic.yaml").write_text(note + level)
    return folder


@pytest.mark.parametrize("level", Level)
def test_a_note_may_name_its_level(tmp_path: Path, level: Level) -> None:
    (note,) = load_deck(write(tmp_path, f"    level: {level}\n")).notes()
    assert note.level is level


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("aplication", "`level` can't be `aplication`: did you mean `application`?"),
        ("hard", "`level` can't be `hard`: it may be recall, understanding, application"),
    ],
)
def test_another_level_is_an_error_at_its_place(tmp_path: Path, written: str, told: str) -> None:
    (problem,) = read_folder(write(tmp_path, f"    level: {written}\n")).problems
    assert (str(problem.at), problem.message) == ("topic.yaml:6:12", told)


def test_the_exam_may_weigh_levels(tmp_path: Path) -> None:
    levels = "  levels: {recall: 35, understanding: 30, application: 35}\n"
    blueprint = load_deck(write(tmp_path, "", EXAM + levels)).blueprint
    assert blueprint is not None
    assert dict(blueprint.levels) == {"recall": 35, "understanding": 30, "application": 35}


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ("{recall: 50}", "deck.yaml:5:11: the levels' weights sum to 50, not to 100"),
        ("{recal: 100}", "deck.yaml:5:12: `levels` has no key `recal`: did you mean `recall`?"),
        ("{recall: 1.5}", "deck.yaml:5:20: `recall` must be a whole number from 0 to 100"),
        ("[recall]", "deck.yaml:5:11: `levels` must hold keys and values"),
    ],
)
def test_weights_that_are_none_are_errors_at_their_place(
    tmp_path: Path, levels: str, told: str
) -> None:
    (problem,) = read_folder(write(tmp_path, "", f"{EXAM}  levels: {levels}\n")).problems
    assert f"{problem.at}: {problem.message}" == told


def test_a_blueprint_refuses_levels_that_are_no_division_of_the_whole() -> None:
    with pytest.raises(ValueError, match="levels"):
        Blueprint((("topic", 100),), levels=((Level.RECALL, 90),))


def note(note_id: str, level: Level | None) -> BasicNote:
    return BasicNote(id=note_id, front="Who?", back="He", level=level)


def test_cards_stand_by_level_where_any_note_names_one() -> None:
    notes = (note("a", Level.APPLICATION), note("b", None), note("c", Level.RECALL))
    deck = Deck(id="d", name="D", topics=(Topic("t", "T", notes),))
    assert deck.cards_by_level() == {
        "recall": ["c/forward"],
        "application": ["a/forward"],
        "no level": ["b/forward"],
    }
    assert list(deck.cards_by_level()) == ["recall", "application", "no level"]
    plain = Deck(id="d", name="D", topics=(Topic("t", "T", (note("b", None),)),))
    assert plain.cards_by_level() == {}
