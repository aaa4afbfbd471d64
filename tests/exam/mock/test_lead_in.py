"""What an exam says above a bare term, so that people know what is asked."""

import pytest

from ipt_cards.deck.card import cards_of
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.deck.note import BasicNote, ClozeNote
from ipt_cards.exam.mock.lead_in import COUNTERPART, EXPLAIN, STATE, WHICH_TERM, lead_in
from ipt_cards.exam.mock.paper import Paper, Question
from ipt_cards.exam.mock.printed_paper import Sheet, printed_paper
from ipt_cards.forecast.exam_card import exam_cards

LONG = "A therapy that works on thoughts and on what people do"


def leads(front: str, back: str, *, both: bool = False, language: str = "en") -> list[str]:
    note = BasicNote(id="a", front=front, back=back, reversed=both)
    return [lead_in(card, language) for card in cards_of(note)]


@pytest.mark.parametrize(
    ("front", "back", "both", "said"),
    [
        ("CBT", LONG, False, [EXPLAIN]),
        ("CBT", LONG, True, [EXPLAIN, WHICH_TERM]),
        (LONG, "CBT", True, [WHICH_TERM, EXPLAIN]),
        ("IPT", "Interpersonal Therapy", True, [COUNTERPART, COUNTERPART]),
        ("The main goal of IPT", "Better relationships", False, [STATE]),
        ("What is CBT?", LONG, False, [""]),
        ("What is CBT?", LONG, True, ["", WHICH_TERM]),
        ("Name the therapy", LONG, False, [""]),
        ("IPT lasts for …", "some weeks", False, [""]),
        ("![](heart.png)", "The heart", False, [""]),
        ("$x^2 = 4$", "2 or -2", False, [""]),
    ],
)
def test_a_bare_term_gets_a_task_and_what_asks_by_itself_none(
    front: str, back: str, both: bool, said: list[str]
) -> None:
    assert leads(front, back, both=both) == said


def test_in_another_language_nobody_can_tell_whether_a_text_asks() -> None:
    assert leads("Nenne die Therapie", "Die IPT", language="de") == [""]


def test_other_cards_ask_by_themselves() -> None:
    (card,) = cards_of(ClozeNote(id="a", text="IPT {{c1::works}}."))
    assert lead_in(card, "en") == ""


def test_the_paper_shows_it_above_the_term() -> None:
    note = BasicNote(id="a", front="CBT", back=LONG)
    deck = Deck("d", "D", topics=(Topic("t", "T", (note,)),))
    (card,) = exam_cards(deck)
    paper = Paper(1, (Question(card, ()),))
    shown = printed_paper(Sheet(deck, paper, 10, 60, str), key=True).decode()
    assert '<p class="hint">Explain:</p>\n<div class="text"><p>CBT</p>' in shown
    assert shown.count(EXPLAIN) == 1
