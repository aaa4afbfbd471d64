"""Lists: members are asked one by one."""

import pytest

from tests.deck.rules.style.making import basic, broken, choice, cloze

LIST = basic(
    "Which three techniques does IPT use?",
    "Role-playing, communication analysis and problem-solving",
)
ONE_BY_ONE = (
    basic("By which technique is new behaviour practised?", "Role-playing", "b"),
    basic("By which technique are talks looked into?", "Communication analysis", "c"),
    cloze("Ways out are found by {{c1::problem-solving}} with the therapist.", "d"),
)


def test_a_list_without_its_members_is_told() -> None:
    assert broken(LIST) == ["enumeration"]
    assert broken(LIST, *ONE_BY_ONE[:2]) == ["enumeration"]


def test_a_list_whose_members_are_asked_may_stay() -> None:
    assert broken(LIST, *ONE_BY_ONE) == []


@pytest.mark.parametrize(
    "note",
    [
        basic("Name the techniques of IPT.", "- Role-playing\n- Analysis\n- Solving"),
        basic("Who wrote it?", "Klerman, Weissman, Rounsaville & Chevron"),
        basic("What are the colours?", "red, green, blue"),
        cloze("Its techniques, of which there are some, are {{c1::playing, analysis and talk}}."),
        cloze("Its colours are {{c1::red}}, {{c1::green}} and {{c1::blue}}, as you may see."),
        choice("Which are techniques?", ("Playing", "Analysis", "Solving"), "Hypnosis", "Sleep"),
    ],
)
def test_lists_of_all_kinds_are_known(note: object) -> None:
    assert broken(note) == ["enumeration"]  # type: ignore[arg-type] # a parameter's type


@pytest.mark.parametrize(
    "note",
    [
        basic("Which two techniques?", "Role-playing and problem-solving"),
        basic("Why is that?", "It gives a range, roughly 12 to 16 weeks, and lets needs change it"),
        basic("What is IPT?", "A short, time-limited therapy"),
        basic("Which city is it?", "Paris, the capital of France"),
        basic("How is it done?", "Slowly, carefully and without haste"),
        choice("Which are techniques?", ("Playing", "Analysis"), "Hypnosis", "Sleep"),
        cloze("Its colours are {{c1::red}}, {{c2::green}} and {{c3::blue}}."),
        cloze("A {{c1::cell}} has a wall, the {{c1::cell}} divides, and so a {{c1::cell}} grows."),
    ],
)
def test_pairs_and_sentences_are_none(note: object) -> None:
    assert broken(note) == []  # type: ignore[arg-type] # a parameter's type
