"""Answers that were given to a quiz without its question having been asked here."""

from hypothesis import given
from hypothesis import strategies as st

from ipt_cards.progress.entries import Origin, Review
from ipt_cards.progress.entry_id import entry_id
from ipt_cards.quiz.asking_order import Settings
from ipt_cards.quiz.event import GradeAnswer, Join, Reveal, Undo
from ipt_cards.quiz.screen import Finished, Revealed
from ipt_cards.scheduling.grade import Grade
from tests.progress.making import NOON_MS
from tests.quiz.making import Learner, plain_notes

COUNT = 5
CARDS = [f"note-{number}/forward" for number in range(COUNT)]


def joined(card: str, grade: Grade = Grade.GOOD, *, at_ms: int = NOON_MS, serial: int = 0) -> Join:
    return Join(card, grade, entry_id(at_ms, serial.to_bytes(10, "big")), 4000)


def test_the_question_that_is_asked_stays() -> None:
    learner = Learner(plain_notes(COUNT))
    before = learner.screen
    learner.handle(joined(CARDS[2]))
    assert learner.screen == before
    assert CARDS[2] not in learner.session.left.order
    [review] = learner.entries
    assert isinstance(review, Review)
    assert (review.card, review.duration_ms, review.origin) == (CARDS[2], 4000, Origin.QUIZ)


def test_the_question_that_was_answered_makes_room_for_the_next() -> None:
    learner = Learner(plain_notes(COUNT))
    assert learner.card == CARDS[0]
    learner.handle(joined(CARDS[0]))
    assert learner.card == CARDS[1]


def test_it_is_taken_back_like_any_answer() -> None:
    learner = Learner(plain_notes(COUNT))
    learner.handle(joined(CARDS[3], at_ms=NOON_MS + 60_000))  # by a clock that is ahead
    learner.handle(Undo())
    assert learner.card == CARDS[3]
    assert isinstance(learner.screen, Revealed)
    assert learner.known().answered == ()


def test_a_card_that_the_quiz_hasnt_joins_nothing() -> None:
    learner = Learner(plain_notes(COUNT))
    learner.handle(joined("other/forward"))
    assert learner.entries == []


def test_what_joins_a_cram_is_crammed() -> None:
    learner = Learner(plain_notes(COUNT), Settings(cram=True))
    learner.handle(joined(CARDS[1]))
    [review] = learner.entries
    assert isinstance(review, Review)
    assert review.origin is Origin.CRAM
    assert CARDS[1] not in learner.session.left.order


def test_a_grade_has_the_id_that_it_was_given() -> None:
    learner = Learner(plain_notes(COUNT))
    own = entry_id(NOON_MS - 50, bytes(10))
    learner.handle(Reveal())
    learner.handle(GradeAnswer(Grade.GOOD, own))
    assert learner.entries[0].id == own
    learner.handle(Undo())
    assert learner.entries[1].id > own


@given(st.permutations(range(COUNT)), st.lists(st.sampled_from(list(Grade)), min_size=COUNT))
def test_in_whatever_order_answers_come_the_quiz_asks_what_is_left(
    order: list[int], grades: list[Grade]
) -> None:
    learner = Learner(plain_notes(COUNT))
    for number in order:
        answer = joined(CARDS[number], grades[number], at_ms=NOON_MS - number, serial=number)
        learner.handle(answer)
    failed = {card for card, grade in zip(CARDS, grades, strict=False) if grade < Grade.GOOD}
    assert set(learner.session.left.order) == failed
    assert isinstance(learner.screen, Finished) != bool(failed)
    assert len(learner.session.turns) == len(learner.entries) == COUNT
