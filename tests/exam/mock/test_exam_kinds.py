"""Numeric, ordering and matching questions in a mock exam and on paper."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from ipt_cards.deck.card import Card, cards_of
from ipt_cards.deck.deck import Blueprint, Deck, Topic
from ipt_cards.deck.note import MatchingNote, NumericNote, OrderingNote, Pair
from ipt_cards.exam.mock.event import Arrange, Event, GoTo, HandIn, Type
from ipt_cards.exam.mock.paper import draw
from ipt_cards.exam.mock.past_exam import from_line, past_exam, to_line
from ipt_cards.exam.mock.printed_paper import Sheet, printed_paper
from ipt_cards.exam.mock.saved_sitting import from_json, to_json
from ipt_cards.exam.mock.sitting import Sitting, begin, marked, mistakes, toggled
from ipt_cards.forecast.exam_card import ExamCard, Form, exam_cards
from tests.exam.mock.making import NOW_MS, after
from tests.quiz.test_exam_kinds import MATCHING, NUMERIC, ORDERING

DECK = Deck(
    id="kinds",
    name="Kinds",
    topics=(Topic("basics", "Basics", (NUMERIC, ORDERING, MATCHING)),),
    blueprint=Blueprint((("basics", 100),), questions=3),
)
PAPER = draw(exam_cards(DECK), DECK.weights, 3, seed=4)
PLACES = {question.card.form: place for place, question in enumerate(PAPER.questions)}
CARDS: dict[str, Card] = {c.key: c for note in DECK.notes() for c in cards_of(note)}


def sitting() -> Sitting:
    return begin("1", "kinds", PAPER, limit_ms=600_000, pass_percent=60, now_ms=NOW_MS)


def answered(
    order: tuple[int | None, ...], pairs: tuple[int | None, ...], credit: Fraction
) -> list[Event]:
    return [
        GoTo(PLACES[Form.ORDERING]),
        Arrange(order),
        GoTo(PLACES[Form.MATCHING]),
        Arrange(pairs),
        GoTo(PLACES[Form.TYPED]),
        Type("50", credit),
    ]


def test_the_exam_sees_their_forms_and_what_guessing_is_worth() -> None:
    cards = exam_cards(DECK)
    assert cards == (
        ExamCard("length", "basics", Form.TYPED),
        ExamCard("phases", "basics", Form.ORDERING, options=3),
        ExamCard("emphasis", "basics", Form.MATCHING, options=3),
    )
    assert [card.guess for card in cards] == [0, 1 / 3, 1 / 3]


def test_parts_of_a_point_add_up() -> None:
    made = after(sitting(), [*answered((1, 2, 0), (0, 2, 1), Fraction(1, 2)), HandIn()])
    score = marked(made)
    assert score.total.right == Fraction(1, 2) + Fraction(1, 3) + Fraction(1, 2)
    assert score.total.points == "1.3"
    assert len(mistakes(made)) == 3
    assert not score.passed


def test_all_right_is_full_marks() -> None:
    made = after(sitting(), answered((0, 1, 2), (0, 1, 2), Fraction(1)))
    assert marked(made).total.right == 3
    assert mistakes(made) == ()


def test_an_arrangement_is_made_key_by_key_changed_and_taken_back() -> None:
    made = after(sitting(), [GoTo(PLACES[Form.ORDERING])])
    for option, arrangement in ((2, (2, None, None)), (0, (2, 0, None)), (2, (None, 0, None))):
        made = after(made, [toggled(made, option)])
        assert made.attempt.response is not None
        assert toggled(made, 1) != toggled(made, option)
        assert getattr(made.attempt.response, "arrangement", None) == arrangement
    assert after(made, [toggled(made, 0)]).answered == 0


@pytest.mark.parametrize(
    "arrangement", [(0, 0, 1), (0, 1), (0, 1, 7), (0, 1, -1), (0, 1, 2, None), (None,) * 3]
)
def test_what_is_no_arrangement_of_the_options_is_no_answer(
    arrangement: tuple[int | None, ...],
) -> None:
    made = after(sitting(), [GoTo(PLACES[Form.MATCHING]), Arrange(arrangement)])
    assert made.answered == 0


def test_they_are_saved_and_kept_with_their_parts() -> None:
    made = after(sitting(), answered((1, None, 0), (0, 2, 1), Fraction(1, 2)))
    assert from_json(to_json(made)) == made
    kept = past_exam(after(made, [HandIn()]), CARDS)
    assert from_line(to_line(kept)) == kept


def test_on_paper_there_are_boxes_for_numbers_and_letters_and_a_key() -> None:
    sheet = Sheet(DECK, PAPER, 10, 60, str)
    questions, key = printed_paper(sheet, key=True).decode().split("Answer key")
    assert questions.count('<span class="box">') == 6
    assert questions.count('<div class="line short">') == 1
    for text in ("One", "Two", "Three", "IPT", "CBT", "Relationships", "Thoughts"):
        assert text in questions
    assert "50 minutes" not in questions
    assert re.findall(r"(\d)\. (One|Two|Three)", key) == [
        ("1", "One"),
        ("2", "Two"),
        ("3", "Three"),
    ]
    assert "50 minutes" in key
    assert "Right from 45 to 55" in key
    [matching] = (question for question in PAPER.questions if question.card.form is Form.MATCHING)
    letter = "ABC"[matching.options.index(1)]
    assert f"CBT: {letter} Thoughts" in key


HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "note",
    [
        NumericNote(id="n", question=HOSTILE, number=Decimal(5), unit="mg"),
        OrderingNote(id="n", question=HOSTILE, steps=(HOSTILE, "b")),
        MatchingNote(id="n", question=HOSTILE, pairs=(Pair(HOSTILE, "b"), Pair("c", HOSTILE))),
    ],
)
def test_what_an_author_writes_is_text(note: NumericNote | OrderingNote | MatchingNote) -> None:
    deck = Deck(id="d", name="D", topics=(Topic("basics", "B", (note,)),))
    paper = draw(exam_cards(deck), {"basics": 100}, 1, seed=1)
    shown = printed_paper(Sheet(deck, paper, 1, 60, str), key=True).decode()
    assert "<script" not in shown
    assert "<img" not in shown
