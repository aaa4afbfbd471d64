"""Leave to break a rule: of a note or of the deck, with its reason, and only where it is needed."""

from pathlib import Path

import pytest

from ipt_cards.deck.problem import Severity
from ipt_cards.deck.reading.folder import load_deck, read_folder
from ipt_cards.deck.rules.style.findings import style_advice
from ipt_cards.deck.style_rule import Allowance, StyleRule
from tests.deck.rules.style.making import basic, deck_of

BARE = Allowance(StyleRule.ASKS_NOTHING, "a flag stands beside it")
CLANG = Allowance(StyleRule.CLANG, "the term is the answer")


def rules_of(deck: object) -> list[str]:
    return [problem.rule for problem in style_advice(deck)]  # type: ignore[arg-type]


def test_a_note_may_break_what_it_allows() -> None:
    assert rules_of(deck_of(basic("IPT"))) == ["asks-nothing"]
    assert rules_of(deck_of(basic("IPT", allow=(BARE,)))) == []
    assert rules_of(deck_of(basic("IPT", allow=(BARE,)), basic("CBT", note_id="b"))) == [
        "asks-nothing"
    ]


def test_what_the_deck_allows_all_notes_may_break() -> None:
    assert rules_of(deck_of(basic("IPT"), basic("CBT", note_id="b"), allow=(BARE,))) == []


def test_an_allow_that_nothing_needs_is_told() -> None:
    (found,) = style_advice(deck_of(basic("What is IPT?", allow=(BARE,))))
    assert found.rule == "needless-allow"
    assert found.severity is Severity.ADVICE
    assert found.message == "`a` allows `asks-nothing`, which it keeps: delete that from `allow`"
    (found,) = style_advice(deck_of(basic("What is IPT?"), allow=(CLANG,)))
    assert found.message.startswith("the deck allows `clang`")


def test_a_notes_own_leave_goes_before_the_decks() -> None:
    deck = deck_of(basic("IPT", allow=(BARE,)), allow=(BARE,))
    assert [problem.message.split("`")[0] for problem in style_advice(deck)] == ["the deck allows "]


def write(folder: Path, allow: str) -> Path:
    (folder / "deck.yaml").write_text("id: demo\nname: Demo\n")
    note = "topic: Topic\nnotes:\n  - id: a\n    front: IPT\n    back: A therapy\n"
    (folder / "topic.yaml").write_text(note + allow)
    return folder


def test_it_is_read_with_its_reasons(tmp_path: Path) -> None:
    written = "    allow:\n      asks-nothing: a flag stands beside it\n      clang: so it is\n"
    (note,) = load_deck(write(tmp_path, written)).notes()
    assert note.allow == (BARE, Allowance(StyleRule.CLANG, "so it is"))


@pytest.mark.parametrize(
    ("allow", "told"),
    [
        (
            "    allow: [asks-nothing]\n",
            (
                "topic.yaml:6:12: `allow` must give each rule with the reason why it may be broken "
                "here, such as `longest-answer: the name of the law`"
            ),
        ),
        (
            "    allow: asks-nothing\n",
            (
                "topic.yaml:6:12: `allow` must give each rule with the reason why it may be broken "
                "here, such as `longest-answer: the name of the law`"
            ),
        ),
        (
            "    allow:\n      ask-nothing: x\n",
            "topic.yaml:7:7: there is no rule of style `ask-nothing`: did you mean `asks-nothing`?",
        ),
        (
            "    allow: {grumbling: x}\n",
            (
                "topic.yaml:6:13: there is no rule of style `grumbling`: `ipt-cards check --rules` has "
                "them all"
            ),
        ),
        (
            "    allow: {clang: ''}\n",
            "topic.yaml:6:20: the reason for `clang` is empty: write its text or delete it",
        ),
        (
            "    allow: {clang: [x]}\n",
            (
                "topic.yaml:6:20: the reason for `clang` must be a text, not a list: does it need "
                "quotes?"
            ),
        ),
        (
            "    allow: {clang: x, clang: y}\n",
            "topic.yaml:6:23: `clang` stands here twice: keep one of them",
        ),
    ],
)
def test_what_is_wrong_with_it_is_an_error_at_its_place(
    tmp_path: Path, allow: str, told: str
) -> None:
    (problem,) = read_folder(write(tmp_path, allow)).problems
    assert f"{problem.at}: {problem.message}" == told
    assert problem.is_error


def test_in_deck_yaml_it_is_checked_alike(tmp_path: Path) -> None:
    write(tmp_path, "")
    (tmp_path / "deck.yaml").write_text("id: demo\nname: Demo\nallow: {clan: x}\n")
    (problem,) = read_folder(tmp_path).problems
    assert str(problem.at) == "deck.yaml:3:9"
    assert problem.message.endswith("did you mean `clang`?")
    (tmp_path / "deck.yaml").write_text("id: demo\nname: Demo\nallow: {asks-nothing: flags}\n")
    deck = load_deck(tmp_path)
    assert deck.allow == (Allowance(StyleRule.ASKS_NOTHING, "flags"),)
    assert rules_of(deck) == []
