"""Numeric, ordering and matching cards in a quiz."""

from decimal import Decimal
from fractions import Fraction

import pytest

from ipt_cards.deck.note import MatchingNote, Note, NumericNote, OrderingNote, Pair
from ipt_cards.quiz.event import Choose, Reload, Reveal, Type, Undo
from ipt_cards.quiz.screen import Arranged, Asking, Revealed, Typed
from ipt_cards.scheduling.grade import Grade
from tests.quiz.making import Learner, keyed

NUMERIC = NumericNote(
    id="length", question="How long?", number=Decimal(50), tolerance=Decimal(5), unit="minutes"
)
ORDERING = OrderingNote(id="phases", question="In which order?", steps=("One", "Two", "Three"))
MATCHING = MatchingNote(
    id="emphasis",
    question="Which belongs to which?",
    pairs=(Pair("IPT", "Relationships"), Pair("CBT", "Thoughts"), Pair("BA", "Activities")),
)


def arrange(learner: Learner, *options: int) -> None:
    for option in options:
        assert isinstance(learner.screen, Asking)
        learner.handle(Choose(learner.screen.options.index(option)))


def test_a_number_is_typed_and_judged() -> None:
    learner = Learner((NUMERIC,))
    learner.handle(Type("48 min"))
    assert isinstance(learner.screen, Revealed)
    assert isinstance(learner.screen.response, Typed)
    assert learner.screen.suggested is Grade.GOOD


@pytest.mark.parametrize("note", [ORDERING, MATCHING])
@pytest.mark.parametrize(
    ("options", "shares", "grade"),
    [
        ((0, 1, 2), {Fraction(1)}, Grade.GOOD),
        ((1, 2, 0), {Fraction(1, 2), Fraction(0)}, Grade.AGAIN),
        ((0,), {Fraction(0), Fraction(1, 3)}, Grade.AGAIN),
    ],
)
def test_options_are_put_into_places_and_judged_in_part(
    note: Note, options: tuple[int, ...], shares: set[Fraction], grade: Grade
) -> None:
    learner = Learner((note,))
    arrange(learner, *options)
    learner.handle(Reveal())
    assert isinstance(learner.screen, Revealed)
    assert isinstance(learner.screen.response, Arranged)
    assert learner.screen.response.credit in shares
    assert learner.screen.suggested is grade


@pytest.mark.parametrize("note", [ORDERING, MATCHING])
def test_nothing_in_its_place_is_giving_up(note: Note) -> None:
    learner = Learner((note,))
    arrange(learner, 0, 0)
    learner.handle(Reveal())
    assert isinstance(learner.screen, Revealed)
    assert learner.screen.response is None
    assert learner.screen.suggested is Grade.AGAIN


def test_an_option_taken_out_leaves_its_place_to_the_next() -> None:
    learner = Learner((ORDERING,))
    arrange(learner, 2, 1, 2, 0)
    assert isinstance(learner.screen, Asking)
    assert learner.screen.arrangement == (0, 1, None)


def test_an_undo_comes_back_to_the_arrangement_and_an_edit_asks_anew() -> None:
    learner = Learner((MATCHING, NUMERIC))
    if learner.card == NUMERIC.id:
        learner.answer()
    arrange(learner, 0, 1, 2)
    learner.answer()
    learner.handle(Undo())
    assert isinstance(learner.screen, Revealed)
    assert learner.screen.asked.arrangement == (0, 1, 2)
    edited = MatchingNote(id="emphasis", question="Other?", pairs=MATCHING.pairs[:2])
    learner.handle(Reload(keyed(edited, NUMERIC)))
    assert isinstance(learner.screen, Asking)
    assert learner.screen.arrangement == (None, None)
