"""What notes name of their deck: other notes that they come after, and its facts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.problem import Position
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.reading.links import Link, link_findings

NOTE = "  - id: {}\n    front: What is {}?\n    back: A note\n"


def told(links: list[Link], ids: list[str]) -> list[str]:
    return [
        problem.message
        for findings in link_findings(links, (), ids)
        for problem in findings.problems
    ]


def after(note: str, named: str) -> Link:
    return Link(note, "after", named, Position("topic.yaml"))


def test_a_note_says_which_notes_it_comes_after_and_which_facts_it_asks_for(
    tmp_path: Path,
) -> None:
    (tmp_path / "deck.yaml").write_text("id: d\nname: D\n")
    (tmp_path / "one.yaml").write_text(
        "topic: One\nfacts:\n  first: The first.\n  second: 2\nnotes:\n"
        + NOTE.format("a", "a")
        + "    after: [c, b, c]\n    facts: second\n"
    )
    (tmp_path / "two.yaml").write_text(
        "topic: Two\nnotes:\n"
        + NOTE.format("b", "b")
        + "    facts: [first, second]\n"
        + NOTE.format("c", "c")
        + "    after: b\n"
    )
    deck = load_deck(tmp_path)
    assert [(fact.id, fact.statement) for fact in deck.topics[0].facts] == [
        ("first", "The first."),
        ("second", "2"),
    ]
    assert str(deck.topics[0].facts[1].at) == "one.yaml:4:3"
    assert [(note.after, note.facts) for note in deck.notes()] == [
        (("c", "b"), ("second",)),
        ((), ("first", "second")),
        (("b",), ()),
    ]
    assert [dict(topic.after) for topic in deck.topics] == [{"a": ("c", "b")}, {"c": ("b",)}]


def test_nothing_is_unknown_while_a_file_of_the_deck_cant_be_read(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: d\nname: D\n")
    linked = NOTE.format("a", "a") + "    after: b\n    facts: c\n"
    (tmp_path / "one.yaml").write_text("topic: One\nnotes:\n" + linked)
    (tmp_path / "two.yaml").write_text("topic: [Two\n")
    assert [problem.rule for problem in read_folder(tmp_path).problems] == ["yaml-syntax"]


def test_a_note_that_is_broken_itself_is_known_nevertheless(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("id: d\nname: D\n")
    (tmp_path / "one.yaml").write_text(
        "topic: One\nnotes:\n  - id: a\n    front: A?\n" + NOTE.format("b", "b") + "    after: a\n"
    )
    assert [problem.rule for problem in read_folder(tmp_path).problems] == ["missing-key"]


def test_each_circle_is_told_once_with_its_way_round() -> None:
    links = [after("a", "b"), after("b", "a"), after("c", "d"), after("d", "e"), after("e", "c")]
    advice = ": none of them can be learned first, so delete one of these"
    assert told(links, [*"abcde"]) == [
        f"`a` comes after `b`, which comes after `a`{advice}",
        f"`c` comes after `d`, which comes after `e`, which comes after `c`{advice}",
    ]


def test_of_a_long_circle_the_beginning_is_told() -> None:
    ids = [f"n{number}" for number in range(20_000)]
    (message,) = told([after(*pair) for pair in zip(ids, [*ids[1:], "n0"], strict=True)], ids)
    assert message.startswith("`n0` comes after `n1`, which comes after `n2`, which")
    assert "`n8`, which comes after … (19992 more): none" in message


NAMES = st.sampled_from([*"abcdefg"])


@given(st.lists(st.tuples(NAMES, NAMES), max_size=15))
def test_a_circle_is_told_exactly_where_no_order_of_the_notes_exists(
    pairs: list[tuple[str, str]],
) -> None:
    told_of = told([after(*pair) for pair in pairs], [*"abcdefg"])
    left = set("abcdefg")
    while free := {note for note in left if not any(a == note and b in left for a, b in pairs)}:
        left -= free
    assert bool(told_of) == bool(left)


@pytest.mark.parametrize("known", [True, False])
def test_hundred_thousand_names_are_looked_up(known: bool) -> None:
    ids = [f"note-{number}" for number in range(100_000)]
    named = ids if known else [f"none-{number}" for number in range(100_000)]
    links = [after(note, each) for note, each in zip(ids[1:], named, strict=False)]
    assert len(told(links, ids)) == (0 if known else 1001)
