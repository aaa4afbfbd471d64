"""A card with its learner's progress, as `list` and `show` tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ipt_cards.deck.card import Card
from ipt_cards.deck.showing.plain_text import answer_texts, question_text
from ipt_cards.progress.statistics.answers import Answer
from ipt_cards.progress.statistics.card_states import State, next_day, own_day, states_of
from ipt_cards.scheduling.card_progress import CardProgress
from ipt_cards.scheduling.day import Calendar, Day, date_of, datetime_of
from ipt_cards.scheduling.grade import Grade
from ipt_cards.scheduling.scheduler import Scheduler, preview
from ipt_cards.scheduling.sm2 import CardState


@dataclass(frozen=True, slots=True)
class CardStanding:
    """A card of a deck on a learner's day. `topic` is the topic's name."""

    card: Card
    topic: str
    progress: CardProgress
    today: Day

    @property
    def state(self) -> CardState:
        """What the scheduler knows of it."""
        return self.progress.state

    @property
    def states(self) -> tuple[State, ...]:
        """Its states in a learner's words."""
        return states_of(self.progress, self.today)

    @property
    def due(self) -> Day | None:
        """The day it is next asked; None for a new or a suspended one."""
        return next_day(self.progress, self.today)

    @property
    def due_date(self) -> str | None:
        """That day as 2026-11-25."""
        return None if self.due is None else date_of(self.due).isoformat()

    @property
    def own_due_date(self) -> str | None:
        """The day from which it was to be asked, which may be past; None as with `due`."""
        day = own_day(self.progress, self.today)
        return None if day is None else date_of(day).isoformat()

    @property
    def question(self) -> str:
        """What it asks, on one line."""
        return question_text(self.card)

    def as_json(self) -> dict[str, object]:
        """The card for scripts: days as ISO dates, the interval in days."""
        return {
            "card": self.card.key,
            "topic": self.topic,
            "tags": self.card.note.tags,
            **({"level": level} if (level := self.card.note.level) else {}),
            "question": self.question,
            "states": self.states,
            "due": self.own_due_date,
            "interval": self.state.interval,
            **memory_as_json(self.state),
            "lapses": self.state.lapses,
        }


def memory_as_json(state: CardState) -> dict[str, float]:
    """What the scheduler remembers besides the interval: SM-2's ease factor, or FSRS's numbers."""
    if state.stability:
        return {"stability": state.stability, "difficulty": state.difficulty}
    return {"ease_factor": state.ease_factor}


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card with its learner's history of it.

    calendar: whose days and clock it is told in. scheduler: what made its state.
    """

    standing: CardStanding
    history: Sequence[Answer]
    calendar: Calendar
    scheduler: Scheduler

    def as_json(self) -> dict[str, object]:
        """The card for scripts."""
        ahead = self.ahead
        return {
            **self.standing.as_json(),
            "answers": answer_texts(self.standing.card),
            "history": [
                {
                    "at": self.instant(answer).isoformat(timespec="milliseconds"),
                    "grade": answer.grade,
                    "kind": answer.kind,
                    "origin": answer.origin,
                    "duration_ms": answer.duration_ms,
                    "interval_before": answer.before.interval,
                    "interval_after": answer.after.interval,
                }
                for answer in self.history
            ],
            "grades": [
                {
                    "grade": grade,
                    "interval": ahead[grade].interval,
                    "due": date_of(ahead[grade].due).isoformat(),
                    **memory_as_json(ahead[grade]),
                    "again_today": ahead[grade].drilling,
                }
                for grade in ahead
            ],
        }

    @property
    def ahead(self) -> dict[Grade, CardState]:
        """What each grade would make of it today."""
        return preview(self.standing.state, self.standing.today, self.scheduler)

    def instant(self, answer: Answer) -> datetime:
        """When an answer was given, on the learner's clock."""
        return datetime_of(answer.at_ms).astimezone(self.calendar.zone)
