import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.deck.card import Card, cards_of
from ipt_cards.deck.deck import Deck
from ipt_cards.deck.markup.plain import hidden_contents
from ipt_cards.deck.note import BasicNote, ChoiceNote, ClozeNote, Distractor, Note
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.deck.text import normal_text
from tests.strategies import decks

BASIC = BasicNote(id="a", front="What is *this*?", back="A\n\n- list", reversed=True)
CLOZE = ClozeNote(id="a", text="{{c1::One::number}} and {{c2::**two**}} and {{c1::three}}")
NESTED = ClozeNote(id="a", text="{{c1::outer {{c2::inner}}}} end")
CHOICE = ChoiceNote(
    id="a", question="`Which`?", answers=("R1", "R2"), distractors=(Distractor("W", "no"),)
)


@pytest.mark.parametrize(
    ("note", "number", "question", "answers"),
    [
        (BASIC, 0, "What is this?", ["A list"]),
        (BASIC, 1, "A list", ["What is this?"]),
        (CLOZE, 0, "[number] and two and […]", ["One", "three"]),
        (CLOZE, 1, "One and […] and three", ["two"]),
        (NESTED, 0, "[…] end", ["outer inner"]),
        (NESTED, 1, "outer […] end", ["inner"]),
        (CHOICE, 0, "Which?", ["R1", "R2"]),
    ],
)
def test_question_and_answers_as_text(
    note: Note, number: int, question: str, answers: list[str]
) -> None:
    card = cards_of(note)[number]
    assert (question_text(card), answer_texts(card)) == (question, answers)


@given(decks())
def test_every_card_has_a_question_and_answers_of_one_line_each(deck: Deck) -> None:
    def lines(card: Card) -> list[str]:
        return [question_text(card), *answer_texts(card)]

    for card in deck.cards():
        assert len(lines(card)) >= 2
        assert all(line == " ".join(line.split()) for line in lines(card))


@given(
    st.lists(
        st.sampled_from(
            ["{{c1::", "{{c2::", "}}", "::", "a", "b c", " ", "x}", "{", "- ", "# ", "1. ", "!"]
        ),
        max_size=10,
    ).map("".join)
)
def test_plain_clozes_are_found_as_the_parser_finds_them(text: str) -> None:
    text = normal_text(text)
    # A code span after it, which holds no cloze, has the whole text parsed.
    assert list(hidden_contents(text)) == list(hidden_contents(f"{text} `x`"))
