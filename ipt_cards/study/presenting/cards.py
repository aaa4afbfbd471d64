"""What is known of a card, in words."""

from ipt_cards.progress.statistics.answers import Answer
from ipt_cards.scheduling.sm2 import CardState
from ipt_cards.study.presenting.words import counted, interval


def memory(state: CardState) -> dict[str, str]:
    """What the scheduler remembers besides the interval, by its name."""
    if state.stability:
        return {"stability": f"{state.stability:.1f}", "difficulty": f"{state.difficulty:.1f}"}
    return {"ease": f"{state.ease_factor:.2f}"}


def memory_told(state: CardState) -> str:
    """Interval, memory and lapses of a card that isn't new."""
    kept = ", ".join(f"{name} {value}" for name, value in memory(state).items())
    return f"interval {interval(state.interval)}, {kept}, {counted(state.lapses, 'lapse')}"


def change_told(answer: Answer) -> str:
    """What an answer did to the interval."""
    before = interval(answer.before.interval) if answer.before.interval else "new"
    if answer.before.interval == answer.after.interval:
        return before
    return f"{before} → {interval(answer.after.interval)}"


def away(days: int) -> str:
    """How far away a day is that is to come."""
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case _:
            return f"in {counted(days, 'day')}"
