"""The learner's goal for each deck, kept in a file beside the progress file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ipt_cards.atomic_file import private_folder, write_atomically
from ipt_cards.exam.plan.goal import Goal
from ipt_cards.scheduling.day import Day, date_of, day_of
from ipt_cards.study.errors import StudyError
from ipt_cards.study.review_log import goals_file

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals that are kept for a progress file, one for each deck at most."""

    path: Path

    @staticmethod
    def beside(progress_file: Path) -> "Goals":
        """The goals that go with a progress file."""
        return Goals(goals_file(progress_file))

    def get(self, deck_id: str) -> Goal | None:
        """The goal for a deck, if there is one.

        Raises StudyError where the file isn't what `set` writes.
        """
        kept = self._read().get(deck_id)
        if kept is None:
            return None
        try:
            return Goal(
                exam=day_of(date.fromisoformat(kept["exam"])),
                minutes=kept["minutes"],
                days_off=frozenset(WEEKDAYS.index(name) for name in kept["days_off"]),
                target=kept["target"],
                topics=tuple(str(topic) for topic in kept.get("topics", ())),
                breaks=tuple(
                    (day_of(date.fromisoformat(first)), day_of(date.fromisoformat(last)))
                    for first, last in kept.get("breaks", ())
                ),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise self._unreadable(error) from None

    def set(self, deck_id: str, goal: Goal | None) -> None:
        """Keep a goal for a deck, or none; what was kept for a day goes with the old goal.

        A file that can't be read holds nothing to keep, and is replaced.
        """
        try:
            kept = dict(self._read())
        except StudyError:
            kept = {}
        kept.pop(deck_id, None)
        if goal is not None:
            kept[deck_id] = goal_as_json(goal)
        self._write(kept)

    def cards_on(self, deck_id: str, day: Day) -> tuple[str, ...] | None:
        """The cards that `set_cards` kept for this day; None where it kept none."""
        match self._read().get(deck_id):
            case {"today": {"day": kept, "cards": list(cards)}} if kept == date_of(day).isoformat():
                return tuple(map(str, cards))
            case _:
                return None

    def set_cards(self, deck_id: str, day: Day, cards: Iterable[str]) -> None:
        """Keep a day's cards, so that the day's end doesn't move while the learner gets there."""
        kept = dict(self._read())
        today = {"day": date_of(day).isoformat(), "cards": list(cards)}
        kept[deck_id] = {**kept[deck_id], "today": today}
        self._write(kept)

    def _write(self, kept: Mapping[str, Any]) -> None:
        private_folder(self.path.parent)
        write_atomically(self.path, json.dumps(kept, indent=2).encode(), private=True)

    def _read(self) -> Mapping[str, Any]:
        try:
            kept = json.loads(self.path.read_bytes())
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError) as error:
            raise self._unreadable(error) from None
        if not isinstance(kept, dict) or not all(isinstance(each, dict) for each in kept.values()):
            raise self._unreadable("it holds no goals")
        return kept

    def _unreadable(self, why: object) -> StudyError:
        return StudyError(
            f"{self.path} can't be read ({why}): drop it with `ipt-cards plan --clear`, and plan "
            "again with --exam"
        )


def goal_as_json(goal: Goal) -> dict[str, Any]:
    """A goal as scripts and the file see it."""
    return {
        "exam": date_of(goal.exam).isoformat(),
        "minutes": goal.minutes,
        "days_off": [WEEKDAYS[weekday] for weekday in sorted(goal.days_off)],
        "target": goal.target,
        "topics": list(goal.topics),
        "breaks": [
            [date_of(first).isoformat(), date_of(last).isoformat()] for first, last in goal.breaks
        ],
    }
