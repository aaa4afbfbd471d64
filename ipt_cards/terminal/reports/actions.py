"""What the learner did, in words."""

from collections.abc import Sequence
from datetime import tzinfo

from ipt_cards.progress.actions import Action
from ipt_cards.progress.entries import Burial, Move, Origin, Review, Suspension
from ipt_cards.scheduling.day import date_of, datetime_of
from ipt_cards.study.presenting.words import counted


def did(action: Action) -> str:
    """What was done: `Good`, `suspended`, `put off until 2026-03-31`."""
    first, *others = action.entries
    match first:
        case Review(origin=Origin.EXAM) if others:
            return f"exam of {counted(len(action.entries), 'answer')}"
        case Review(grade=grade):
            leech = ", suspended as a leech" if others else ""
            crammed = " (crammed)" if first.origin is Origin.CRAM else ""
            return f"{grade.name.capitalize()}{crammed}{leech}"
        case Suspension(suspended=suspended):
            return "suspended" if suspended else "put back"
        case Burial():
            days = sorted({entry.until for entry in action.entries if isinstance(entry, Burial)})
            until = date_of(days[0]).isoformat()
            return f"put off until {until}" + (f" to {date_of(days[-1])}" if days[1:] else "")
        case Move(to=to):
            return f"renamed to {to}"


def to_what(action: Action) -> str:
    """The card that it was done to, or how many."""
    cards = action.cards
    return cards[0] if len(cards) == 1 else counted(len(cards), "card")


def when(action: Action, zone: tzinfo) -> str:
    """When it was done, on the learner's clock."""
    return f"{datetime_of(action.at_ms).astimezone(zone):%Y-%m-%d %H:%M}"


def rows_of(actions: Sequence[Action], zone: tzinfo) -> list[tuple[str, ...]]:
    """The actions as rows: number, when, what, to what, and whether it was taken back."""
    return [
        (
            str(number),
            when(action, zone),
            did(action),
            to_what(action),
            "taken back" if action.is_taken_back else "",
        )
        for number, action in enumerate(actions, start=1)
    ]
