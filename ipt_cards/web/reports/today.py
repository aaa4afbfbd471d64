"""What is due today in each deck, the plan's day, and the score to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_cards.exam.plan.goal import Goal
from ipt_cards.progress.log import ReviewLog
from ipt_cards.progress.statistics.days import Streak, streak
from ipt_cards.scheduling.card_progress import UNSEEN
from ipt_cards.scheduling.day import Day, date_of
from ipt_cards.scheduling.queue import due_today, held_back
from ipt_cards.study.errors import StudyError
from ipt_cards.study.exam.goals import Goals
from ipt_cards.study.exam.todays_plan import todays_plan
from ipt_cards.study.open_decks import OpenDeck
from ipt_cards.study.presenting.forecasts import (
    described,
    exam_told,
    expected_told,
    part_left,
    unseen_told,
)
from ipt_cards.study.presenting.summary import held_back_told
from ipt_cards.study.presenting.words import counted
from ipt_cards.web.learner import Learner

if TYPE_CHECKING:  # they need numpy, which is slow to import, and a new learner has no forecast
    from ipt_cards.forecast.score.readiness_report import ReadinessReport
    from ipt_cards.study.exam.standing import Standing


@dataclass(frozen=True, slots=True)
class DeckToday:
    """A deck today.

    left: how many cards are to be asked, each with its kind. held_back: that new ones wait, "" for
    none. plan: what there is to say of it.
    readiness: what is expected, "" where nothing can be; of which day; its topics, each with what
    is expected and the low, expected and high share in percent. unseen, assumed: what it takes
    cards never answered for, and whose forgetting.
    """

    id: str
    name: str
    description: str
    cards: str
    held_back: str
    left: tuple[tuple[str, str], ...]
    plan: str
    readiness: str
    of_day: str
    unseen: str
    assumed: str
    to_pass: int | None
    topics: tuple[tuple[str, str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class TodayView:
    """All decks today. streak: the days in a row. unread: what keeps files from being read."""

    date: str
    streak: str
    answered: str
    decks: tuple[DeckToday, ...]
    unread: tuple[str, ...]


class Readiness:
    """Forecasts of the decks, made anew when the log, the deck, the goal or the day is another."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, ReadinessReport | None]] = {}

    def of(
        self, learner: Learner, opened: OpenDeck, now: "Standing | None"
    ) -> "tuple[ReadinessReport | None, Standing | None]":
        """The forecast for the planned exam's day, or today; None where there is none.

        Nothing is to be expected of a learner who answered no card and plans for no exam.
        """
        deck, log = opened.deck, learner.log
        goal = _goal(log, deck.id)
        today = learner.calendar.day(learner.clock())
        state = (log.version(), id(deck), goal, today)
        before, kept = self._kept.get(deck.id, (None, None))
        if before == state:
            return kept, now
        if goal is None and not log.answers(1):
            return None, now
        from ipt_cards.study.exam.forecasts import readiness_of  # noqa: PLC0415 - imports numpy
        from ipt_cards.study.exam.standing import standing  # noqa: PLC0415 - as above

        now = now or standing(log, learner.calendar, learner.clock())
        made = None
        plan = None
        day = today
        try:
            if goal is not None and goal.exam >= today:
                plan, day = now.plan(deck, goal), goal.exam
        except ValueError:
            plan = None  # the page says so beside
        try:
            made = readiness_of(deck, now, day, plan)
        except ValueError:
            made = None  # a deck without cards
        self._kept[deck.id] = state, made
        return made, now


def today_view(learner: Learner, forecasts: Readiness) -> TodayView:
    """All open decks as they stand today."""
    today = learner.calendar.day(learner.clock())
    answers = learner.log.answers()
    days: Streak = streak({day for _, day, _, _ in answers}, today)
    answered = [card for card, day, _, _ in answers if day == today]
    shown = []
    now: Standing | None = None
    for opened in learner.decks.values():
        opened.refresh()
        made, now = forecasts.of(learner, opened, now)
        shown.append(_deck(learner, opened, made, today, answered))
    return TodayView(
        date=f"{date_of(today):%Y-%m-%d}",
        streak=f"{counted(days.current, 'day')} (longest {days.longest:,})",
        answered=counted(len(answered), "answer"),
        decks=tuple(shown),
        unread=tuple(opened.problem for opened in learner.decks.values() if opened.problem),
    )


def _deck(
    learner: Learner,
    opened: OpenDeck,
    made: "ReadinessReport | None",
    today: Day,
    answered: Sequence[str],
) -> DeckToday:
    deck = opened.deck
    keys = list(deck.card_keys())
    left, plan, waiting = _left(learner, opened, keys, today, answered)
    topics: list[tuple[str, str, int, int, int]] = []
    if made is not None:
        for topic, expected in made.readiness.topics.items():
            shares = (round(100 * part) for part in (expected.low, expected.share, expected.high))
            low, at, high = shares
            topics.append((deck.topic_names[topic], expected_told(expected), low, at, high))
    return DeckToday(
        id=deck.id,
        name=deck.name,
        description=deck.description,
        cards=counted(len(keys), "card"),
        held_back=held_back_told(waiting, learner.limits.new) if waiting else "",
        left=tuple((f"{count:,}", kind) for count, kind in left if count),
        plan=plan,
        readiness=expected_told(made.readiness.total) if made else "",
        of_day=_of_day(made, today),
        unseen=unseen_told(made.unseen, made.learner, planned=made.planned) if made else "",
        assumed=described(made.learner) if made else "",
        to_pass=deck.blueprint.pass_percent if deck.blueprint else None,
        topics=tuple(topics),
    )


def _of_day(made: "ReadinessReport | None", today: Day) -> str:
    if made is None:
        return ""
    on = "an exam today" if made.day == today else f"the exam {exam_told(made.day, today)}"
    return f"{on}, {'with the plan followed' if made.planned else 'without a further review'}"


def _left(
    learner: Learner, opened: OpenDeck, keys: list[str], today: Day, answered: Sequence[str]
) -> tuple[list[tuple[int, str]], str, int]:
    """What is left, each with its kind; what to say of the plan; how many new cards wait."""
    progress = learner.log.progress()
    queue = due_today(keys, progress, today, learner.limits, answered, opened.deck.after)
    told = ""
    try:
        found = todays_plan(opened.deck, learner.log, learner.calendar)
    except StudyError as error:
        found, told = None, str(error)
    if found is None:
        return (
            [
                (len(queue.new), "new"),
                (len(queue.reviews), "review"),
                (len(queue.drills), "again"),
            ],
            told,
            held_back(keys, progress, today, learner.limits),
        )
    told = f"Exam {exam_told(found.exam, today)}. {part_left(found.new_left, found.reviews_left)}"
    if found.is_off and not found.new_left + found.reviews_left:
        told = f"Exam {exam_told(found.exam, today)}. Today is a day off."
    drilled = sum(not progress.get(card, UNSEEN).rests_on(today) for card in queue.drills)
    return [(found.new_left, "new"), (found.reviews_left, "review"), (drilled, "again")], told, 0


def _goal(log: ReviewLog, deck_id: str) -> Goal | None:
    try:
        return Goals.beside(log.path).get(deck_id)
    except StudyError:  # todays_plan says so
        return None
