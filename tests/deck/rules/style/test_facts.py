"""The facts of a deck: what asks for each, what is missing, and what is too much."""

from dataclasses import replace

import pytest

from ipt_cards.deck.deck import Deck, Fact, Topic
from ipt_cards.deck.level import Level
from ipt_cards.deck.note import Note
from ipt_cards.deck.problem import Position
from ipt_cards.deck.rules.style.findings import style_advice
from ipt_cards.deck.style_rule import Allowance, StyleRule
from tests.deck.rules.style.making import basic, choice, cloze

WEEKS = Fact("weeks", "It lasts for some weeks.", Position("topic.yaml", 3, 3))

ASKED = basic("How long does it usually last?", "Some weeks", "asked")
GAP = cloze("As a rule the therapy ends after {{c1::some}} weeks.", "gap")
CASE = choice("Ann asks when she will be through. What is true?", "Soon", "Never", note_id="case")


def asking(*notes: Note, level: Level | None = None) -> list[Note]:
    return [replace(note, facts=("weeks",), level=level) for note in notes]


def told(*notes: Note, facts: tuple[Fact, ...] = (WEEKS,)) -> list[str]:
    """What the rules say of the facts of a deck of these notes."""
    deck = Deck("d", "D", topics=(Topic("topic", "Topic", notes, facts),))
    return [
        problem.message
        for problem in style_advice(deck)
        if problem.rule in (StyleRule.THIN, StyleRule.CROWDED)
    ]


AT_LEVELS = "two notes should, of different kinds and at different levels"


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ([ASKED], "`weeks`: no note asks for it: two notes should, of different kinds"),
        (asking(ASKED), "`weeks`: only `asked` asks for it: two notes should, of different kinds"),
        (
            asking(ASKED, basic("When is it through?", "In some weeks", "again")),
            (
                "`weeks`: all notes that ask for it are of one kind, basic: two notes should, of "
                "different kinds"
            ),
        ),
        (
            asking(ASKED, GAP, level=Level.RECALL),
            f"`weeks`: it is asked for at one level only, recall: {AT_LEVELS}",
        ),
        (
            [*asking(ASKED, GAP), replace(CASE, level=Level.APPLICATION)],
            f"`weeks`: no note that asks for it says at which level: {AT_LEVELS}",
        ),
        (
            asking(ASKED, basic("When is it through?", "Soon", "again"), level=Level.RECALL),
            (
                "`weeks`: all notes that ask for it are of one kind, basic, and it is asked for at "
                f"one level only, recall: {AT_LEVELS}"
            ),
        ),
    ],
)
def test_a_fact_that_is_asked_for_too_little_is_told(notes: list[Note], said: str) -> None:
    assert told(*notes) == [said]


@pytest.mark.parametrize(
    "notes",
    [
        asking(ASKED, GAP),
        [*asking(ASKED, level=Level.RECALL), *asking(CASE, level=Level.APPLICATION)],
        [*asking(ASKED, GAP, level=Level.RECALL), *asking(CASE, level=Level.APPLICATION)],
    ],
)
def test_two_notes_of_different_kinds_and_levels_are_enough(notes: list[Note]) -> None:
    assert told(*notes) == []


def test_it_is_told_where_the_fact_stands_and_a_note_on_it_may_allow_it() -> None:
    thin = asking(ASKED)[0]
    deck = Deck("d", "D", topics=(Topic("topic", "Topic", (thin,), (WEEKS,)),))
    (found,) = style_advice(deck)
    assert str(found.at) == "topic.yaml:3:3"
    leave = Allowance(StyleRule.THIN, "there is one way only to ask this")
    assert told(replace(thin, allow=(leave,))) == []


def test_a_deck_without_facts_is_thin_in_none() -> None:
    assert told(ASKED, facts=()) == []


def crowd(count: int) -> list[Note]:
    """Notes that share no words, but name one fact."""
    letters = "abcdefgh"[:count]
    gaps = [cloze(f"The {each * 3} is {{{{c1::here}}}}.", f"n{each}") for each in letters[1::2]]
    questions = [basic(f"What is {each * 3}?", note_id=f"n{each}") for each in letters[::2]]
    notes: list[Note] = [*gaps, *questions]
    return asking(*sorted(notes, key=lambda note: note.id))


def test_more_than_five_cards_on_a_fact_are_told_at_the_fact() -> None:
    assert told(*crowd(5)) == []
    (message,) = told(*crowd(6))
    assert message.startswith("`weeks`: 6 cards ask for it, of `na`, `nb`, `nc`,")


def test_a_note_on_several_facts_counts_for_each_in_part() -> None:
    both = replace(crowd(6)[5], facts=("weeks", "other"))
    other = Fact("other", "Another.", Position("topic.yaml", 4, 3))
    others = [replace(note, id=f"{note.id}-more", facts=("other",)) for note in crowd(2)]
    assert told(*crowd(4), both, *others, facts=(WEEKS, other)) == []


def test_where_notes_name_their_facts_words_in_common_are_none() -> None:
    alike = [
        basic(f"For how many weeks does IPT usually run {how}?", "sixteen", f"n{number}")
        for number, how in enumerate(["", "then", "now", "here", "there", "as such"])
    ]
    assert len(told(*alike, facts=())) == 1
    facts = tuple(Fact(f"f{n // 2}", "Said.", Position("topic.yaml", n + 3)) for n in (0, 2, 4))
    named = [replace(note, facts=(f"f{n // 2}",)) for n, note in enumerate(alike)]
    assert not any("6 cards" in message for message in told(*named, facts=facts))
