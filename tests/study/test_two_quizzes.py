"""Two quizzes at once on one log, as in two terminals, or in a terminal and a browser."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ipt_cards.deck.card_filter import CardFilter
from ipt_cards.deck.deck import Deck, Topic
from ipt_cards.progress.errors import ChangedMeanwhileError
from ipt_cards.progress.log import ReviewLog
from ipt_cards.quiz.asking_order import Settings
from ipt_cards.quiz.event import Bury, Event, GradeAnswer, Reveal, Suspend, Undo
from ipt_cards.quiz.screen import Asking, Finished, Revealed, card_on
from ipt_cards.quiz.session import Notice
from ipt_cards.scheduling.grade import Grade
from ipt_cards.study.recorded_quiz import RecordedQuiz
from tests.progress.making import BERLIN, NOON_MS
from tests.quiz.making import plain_notes

DECK = Deck(id="small", name="Small", topics=(Topic("all", "All", plain_notes(3)),))


class Front(RecordedQuiz):
    """A front end with a quiz on a log of its own."""

    def __init__(self, log: ReviewLog) -> None:
        chosen = CardFilter()
        cards = chosen.cards_by_key(DECK)
        self.log = log
        super().__init__(
            log, Path(), DECK, cards, chosen, BERLIN, Settings(), clock=lambda: NOON_MS
        )

    @property
    def card(self) -> str:
        assert isinstance(self.session.screen, Asking | Revealed)
        return card_on(self.session.screen).key

    def grade(self, grade: Grade) -> None:
        self.handle(Reveal())
        self.handle(GradeAnswer(grade))


@pytest.fixture
def fronts(tmp_path: Path) -> Iterator[list[Front]]:
    with ExitStack() as open_logs:
        yield [
            Front(open_logs.enter_context(ReviewLog.open(tmp_path / "progress.db", BERLIN)))
            for _ in range(2)
        ]


def answered(front: Front) -> list[tuple[str, Grade]]:
    return [(review.card, review.grade) for review in front.log.reviews()]


@pytest.mark.parametrize("there", [GradeAnswer(Grade.AGAIN), GradeAnswer(Grade.GOOD), Bury()])
def test_a_card_that_was_answered_elsewhere_is_not_answered_twice(
    fronts: list[Front], there: Event
) -> None:
    one, other = fronts
    card = one.card
    assert other.card == card
    other.handle(Reveal())
    other.handle(there)
    before = one.log.entries()
    one.grade(Grade.EASY)
    assert one.log.entries() == before
    assert one.session.notice is Notice.ANSWERED_ELSEWHERE
    assert one.card != card


def test_a_drill_that_failed_again_elsewhere_is_not_answered_twice(fronts: list[Front]) -> None:
    one, other = fronts
    for _ in range(3):  # until only what failed is left
        one.grade(Grade.AGAIN)
    other.catch_up()
    assert other.card == one.card
    other.grade(Grade.AGAIN)
    one.grade(Grade.AGAIN)
    assert len(answered(one)) == 4


def test_an_answer_to_another_card_elsewhere_takes_nothing_away(fronts: list[Front]) -> None:
    one, other = fronts
    other.handle(Suspend())
    other.grade(Grade.GOOD)
    one.catch_up()
    third = one.card
    one.handle(Reveal())
    other.handle(Undo())
    one.handle(GradeAnswer(Grade.HARD))
    assert answered(one) == [(third, Grade.HARD)]
    assert one.session.notice is None


def test_an_own_answer_can_be_taken_back_whatever_was_recorded_elsewhere(
    fronts: list[Front],
) -> None:
    one, other = fronts
    one.grade(Grade.GOOD)
    other.catch_up()
    other.grade(Grade.GOOD)
    one.handle(Undo())
    assert [card for card, _ in answered(one)] == ["note-1/forward"]


def test_a_finished_quiz_goes_on_when_something_was_taken_back_elsewhere(
    fronts: list[Front],
) -> None:
    one, other = fronts
    for _ in range(3):
        one.grade(Grade.GOOD)
        other.catch_up()
    assert isinstance(other.session.screen, Finished)
    one.handle(Undo())
    other.catch_up()
    assert other.card == "note-2/forward"


def test_nothing_is_appended_to_a_log_that_another_process_wrote_to(fronts: list[Front]) -> None:
    one, other = fronts
    version = one.log.version()
    other.grade(Grade.GOOD)
    assert one.log.version() != version
    with pytest.raises(ChangedMeanwhileError):
        one.log.append(version=version)
    one.log.append(version=one.log.version())
