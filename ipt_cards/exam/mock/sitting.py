"""One sitting of a mock exam, from the first question until it is handed in, as a state machine.

All but open questions may be answered anew until the end, and nothing tells whether they are
right. An open question is graded by the learner, right after the answer was revealed, while he
still knows what he thought; until he says, it counts as not answered.

The time limit counts only the time in which the exam is open: `resume` leaves out what passed since
it was last heard of, so that a crash costs nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ipt_cards.deck.answers.arrangement import with_option
from ipt_cards.exam.mock.attempt import (
    Arranged,
    Attempt,
    Chosen,
    Graded,
    Response,
    Revealed,
    Typed,
    credit,
    fits,
    is_arrangement_of,
    is_choice_of,
    is_right,
)
from ipt_cards.exam.mock.event import (
    Arrange,
    Choose,
    Event,
    Flag,
    GoTo,
    Grade,
    HandIn,
    Reveal,
    Skip,
    Tick,
    Type,
)
from ipt_cards.exam.mock.paper import Paper, Question
from ipt_cards.exam.mock.score import Score, mark
from ipt_cards.forecast.exam_card import ARRANGED, Form


class Ending(StrEnum):
    """How a sitting ended."""

    HANDED_IN = "handed-in"
    TIMED_OUT = "timed-out"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting as it stands.

    id: tells it from every other sitting.
    deck: the id of the deck that the paper was drawn from.
    attempts: one for each question of the paper.
    place: the question on the screen, counted from 0.
    limit_ms: the time allowed. now_ms: the instant, UTC, up to which time was counted.
    logged: whether the answers are to be reviews in the log, too.
    ending: None while the sitting goes on; from then on nothing changes any more.
    """

    id: str
    deck: str
    paper: Paper
    attempts: tuple[Attempt, ...]
    limit_ms: int
    now_ms: int
    pass_percent: int
    place: int = 0
    logged: bool = False
    ending: Ending | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for what no sitting can be."""
        if not self.paper.questions or len(self.attempts) != len(self.paper.questions):
            raise ValueError("a sitting has questions, and an attempt at each")
        if not 0 <= self.place < len(self.attempts):
            raise ValueError(f"there is no question {self.place + 1}")
        if not 0 <= self.spent_ms <= self.limit_ms or not self.limit_ms:
            raise ValueError(f"{self.spent_ms} of {self.limit_ms} ms can't have passed")
        if not all(map(fits, self.paper.questions, self.attempts)):
            raise ValueError("a question has an answer of another form")

    @property
    def question(self) -> Question:
        """The question on the screen."""
        return self.paper.questions[self.place]

    @property
    def attempt(self) -> Attempt:
        """What was done about the question on the screen."""
        return self.attempts[self.place]

    @property
    def spent_ms(self) -> int:
        """The time that passed while the exam was open, up to `now_ms`."""
        return sum(attempt.duration_ms for attempt in self.attempts)

    @property
    def answered(self) -> int:
        """How many questions have an answer to mark."""
        return sum(attempt.is_answered for attempt in self.attempts)

    @property
    def flagged(self) -> tuple[int, ...]:
        """The places of the questions to come back to."""
        return tuple(place for place, attempt in enumerate(self.attempts) if attempt.flagged)

    def left_ms(self, now_ms: int) -> int:
        """The time left at an instant."""
        return max(0, self.limit_ms - self.spent_ms - max(0, now_ms - self.now_ms))


def begin(  # noqa: PLR0913 - what a sitting is made of
    identifier: str,
    deck: str,
    paper: Paper,
    *,
    limit_ms: int,
    pass_percent: int,
    now_ms: int,
    logged: bool = False,
) -> Sitting:
    """The sitting of a paper at its first question. Raises ValueError for one without questions."""
    attempts = (Attempt(),) * len(paper.questions)
    return Sitting(identifier, deck, paper, attempts, limit_ms, now_ms, pass_percent, logged=logged)


def resume(sitting: Sitting, now_ms: int) -> Sitting:
    """The sitting opened anew, without the time since it was last heard of."""
    return sitting if sitting.ending else replace(sitting, now_ms=now_ms)


def step(sitting: Sitting, event: Event, now_ms: int) -> Sitting:
    """The sitting after an event at an instant, UTC milliseconds.

    When the time is up, the sitting ends, and an event that comes too late does nothing. So does
    one that doesn't suit the question. A clock set back doesn't give time back.
    """
    if sitting.ending:
        return sitting
    sitting = _counted(sitting, now_ms)
    if sitting.ending:
        return sitting
    match event:
        case Choose() | Arrange() | Type() | Reveal() | Grade():
            return _answered(sitting, event)
        case Flag():
            return _with_attempt(
                sitting, replace(sitting.attempt, flagged=not sitting.attempt.flagged)
            )
        case Skip():
            return replace(sitting, place=_next_unanswered(sitting))
        case GoTo(place):
            return _at(sitting, place)
        case HandIn():
            return replace(sitting, ending=Ending.HANDED_IN)
        case Tick():
            return sitting


def toggled(sitting: Sitting, option: int) -> Choose | Arrange:
    """The answer with this option taken in or out; where only one is right, instead of another.

    One that has a place of its own goes into the first empty one.
    """
    response = sitting.attempt.response
    if sitting.question.card.form in ARRANGED:
        return Arrange(with_option(arrangement_of(sitting.question, sitting.attempt), option))
    before = response.options if isinstance(response, Chosen) else frozenset()
    several = sitting.question.card.right > 1
    return Choose(before ^ {option} if several else frozenset({option}) - before)


def arrangement_of(question: Question, attempt: Attempt) -> tuple[int | None, ...]:
    """What was put into each of a question's places so far."""
    if isinstance(attempt.response, Arranged):
        return attempt.response.arrangement
    return (None,) * len(question.options)


def marked(sitting: Sitting) -> Score:
    """The score by topic and in total."""
    return mark(
        (
            (question.card.topic, credit(question, attempt.response))
            for question, attempt in zip(sitting.paper.questions, sitting.attempts, strict=True)
        ),
        sitting.pass_percent,
    )


def mistakes(sitting: Sitting) -> tuple[int, ...]:
    """The places of the questions that were not answered right in all, in the paper's order."""
    pairs = zip(sitting.paper.questions, sitting.attempts, strict=True)
    return _places(not is_right(question, attempt.response) for question, attempt in pairs)


def _places(holds: Iterable[bool]) -> tuple[int, ...]:
    return tuple(place for place, held in enumerate(holds) if held)


def _counted(sitting: Sitting, now_ms: int) -> Sitting:
    # The time since belongs to the question that was on the screen.
    left = sitting.limit_ms - sitting.spent_ms
    passed = min(left, max(0, now_ms - sitting.now_ms))
    attempt = replace(sitting.attempt, duration_ms=sitting.attempt.duration_ms + passed)
    ending = Ending.TIMED_OUT if passed == left else None
    return replace(_with_attempt(sitting, attempt), now_ms=now_ms, ending=ending)


def _answered(sitting: Sitting, event: Choose | Arrange | Type | Reveal | Grade) -> Sitting:
    question, attempt = sitting.question, sitting.attempt
    match event, question.card.form:
        case Choose(options), Form.CHOICE if is_choice_of(question, options):
            return _with_response(sitting, Chosen(options) if options else None)
        case Arrange(arrangement), Form.ORDERING | Form.MATCHING:
            if all(option is None for option in arrangement):
                return _with_response(sitting, None)
            fit = is_arrangement_of(question, arrangement)
            return _with_response(sitting, Arranged(arrangement)) if fit else sitting
        case Type(text, found), Form.TYPED:
            typed = Typed(text, found) if text.strip() else None
            return _at(_with_response(sitting, typed), sitting.place + 1)
        case Reveal(), Form.OPEN if attempt.response is None:
            return _with_response(sitting, Revealed())
        case Grade(right), Form.OPEN if attempt.response is not None:
            return _at(_with_response(sitting, Graded(right)), sitting.place + 1)
        case _:
            return sitting


def _next_unanswered(sitting: Sitting) -> int:
    count = len(sitting.attempts)
    for away in range(1, count):
        place = (sitting.place + away) % count
        if not sitting.attempts[place].is_answered:
            return place
    return sitting.place


def _at(sitting: Sitting, place: int) -> Sitting:
    return replace(sitting, place=min(max(0, place), len(sitting.attempts) - 1))


def _with_response(sitting: Sitting, response: Response | None) -> Sitting:
    return _with_attempt(sitting, replace(sitting.attempt, response=response))


def _with_attempt(sitting: Sitting, attempt: Attempt) -> Sitting:
    before, after = sitting.attempts[: sitting.place], sitting.attempts[sitting.place + 1 :]
    return replace(sitting, attempts=(*before, attempt, *after))
