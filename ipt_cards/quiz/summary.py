"""What a quiz came to."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ipt_cards.quiz.asking_order import Agenda, agenda
from ipt_cards.quiz.session import Session
from ipt_cards.quiz.turn import Kind
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Day
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.queue import held_back

NOTHING_LEFT = Agenda((), 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Summary:
    """A quiz so far.

    graded: answers by grade. cards: how many different ones were graded.
    reviews, remembered: cards known from before, and how many of them were passed at once.
    time_ms: spent on answers.
    tomorrow_reviews, tomorrow_new: of the cards asked for, within the daily limits.
    planned: whether a plan to an exam decides what comes tomorrow, instead of these limits.
    next_due: the first day after today on which one of them is due, None if none ever is.
    held_back: how many new cards a day's limit, most_new, keeps for later days.
    left: what is left today of the cards asked for, however few of them the quiz was to ask;
        nothing where cramming asks what isn't the day's.
    """

    graded: Mapping[Grade, int]
    cards: int
    reviews: int
    remembered: int
    time_ms: int
    tomorrow_reviews: int
    tomorrow_new: int
    next_due: Day | None
    planned: bool = False
    held_back: int = 0
    most_new: int = 0
    left: Agenda = NOTHING_LEFT


def summary(session: Session, now_ms: int) -> Summary:
    """Sum up what was recorded in this quiz and stands."""
    today = session.calendar.day(now_ms)
    tomorrow = agenda(
        list(session.cards),
        session.known,
        Day(today + 1),
        session.settings.in_earnest,
        (),
        session.after,
    )
    graded = Counter(turn.grade for turn in session.turns if turn.grade is not None)
    reviews = [t for t in session.turns if t.kind is Kind.REVIEW and t.grade is not None]
    return Summary(
        graded={grade: graded[grade] for grade in Grade if graded[grade]},
        cards=len({turn.card.key for turn in session.turns if turn.grade is not None}),
        reviews=len(reviews),
        remembered=sum(turn.grade is not None and turn.grade.passed for turn in reviews),
        time_ms=sum(turn.duration_ms for turn in session.turns),
        tomorrow_reviews=tomorrow.reviews,
        tomorrow_new=tomorrow.new,
        next_due=next_due(session, today),
        planned=session.settings.planned is not None,
        held_back=0
        if session.settings.planned or session.settings.cram
        else _held_back(session, today),
        most_new=session.settings.limits.new,
        left=NOTHING_LEFT if session.settings.cram else _left(session, today),
    )


def _left(session: Session, today: Day) -> Agenda:
    return agenda(
        list(session.cards),
        session.known,
        today,
        session.settings.in_earnest,
        [(turn.card.key, turn.grade) for turn in session.turns],
        session.after,
    )


def _held_back(session: Session, today: Day) -> int:
    settings = session.settings
    if settings.planned or settings.cram:
        return 0
    return held_back(session.cards, session.known.progress, today, settings.limits)


def next_due(session: Session, today: Day) -> Day | None:
    """The first day after today on which a card asked for comes, new ones aside."""
    days = []
    for card in session.cards:
        known = session.known.progress.get(card, UNSEEN)
        if not known.suspended and not known.state.is_new:
            days.append(max(known.state.due, known.buried_until, Day(today + 1)))
    return min(days, default=None)
