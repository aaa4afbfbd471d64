"""Taking back what the learner did, at any time later, and putting cards back into the queue."""

import random
from collections.abc import Callable, Collection, Iterable

from ipt_cards.progress.actions import Action, actions, bringing_back, taking_back
from ipt_cards.progress.entries import Burial, Suspension
from ipt_cards.progress.entry_id import RANDOM_BYTES, entry_id
from ipt_cards.progress.fold import standing
from ipt_cards.progress.log import ReviewLog
from ipt_cards.scheduling.day import Day
from ipt_cards.study.clock import now_ms
from ipt_cards.study.errors import StudyError

_RNG = random.SystemRandom()  # ids have to differ from those of all machines


def undo(log: ReviewLog, number: int | None = None, *, clock: Callable[[], int] = now_ms) -> Action:
    """Take back what was done last, or the action of that number, the latest being 1.

    Returns the action. Raises StudyError where there is none, or where it is taken back already.
    """
    done = actions(log.entries())
    if number is None:
        action = next((each for each in done if not each.is_taken_back), None)
        if action is None:
            raise StudyError("There is nothing to take back.")
    else:
        action = _numbered(done, number)
        if action.is_taken_back:
            raise StudyError(
                f"Number {number} is taken back already. `ipt-cards redo {number}` brings it back."
            )
    log.append(*taking_back(action, clock(), _RNG))
    return action


def redo(log: ReviewLog, number: int | None = None, *, clock: Callable[[], int] = now_ms) -> Action:
    """Bring back what was taken back last, or the action of that number, the latest being 1.

    Returns the action. Raises StudyError where there is none, or where it stands.
    """
    done = actions(log.entries())
    if number is None:
        gone = [each for each in done if each.is_taken_back]
        if not gone:
            raise StudyError("There is nothing to bring back.")
        action = max(gone, key=lambda each: max(r.id for r in each.retractions))
    else:
        action = _numbered(done, number)
        if not action.is_taken_back:
            raise StudyError(
                f"Number {number} wasn't taken back. `ipt-cards undo {number}` takes it back."
            )
    log.append(*bringing_back(action, clock(), _RNG))
    return action


def set_suspended(
    log: ReviewLog,
    cards: Iterable[str],
    *,
    suspended: bool,
    clock: Callable[[], int] = now_ms,
) -> None:
    """Take cards, told by their keys, out of the queue, or put them back; one action."""
    now = clock()
    names = log.names()
    # The latest holds, and a clock that was ahead may have dated that of before after now.
    before = {
        names.get(entry.card, entry.card): entry.id
        for entry in log.entries()
        if isinstance(entry, Suspension)
    }
    log.append(
        *(
            Suspension(
                entry_id(now, _RNG.randbytes(RANDOM_BYTES), before.get(card)), card, suspended
            )
            for card in cards
        )
    )


def suspended_cards(log: ReviewLog) -> list[str]:
    """The keys of the cards that are out of the queue."""
    return sorted(log.suspended())


def buried_cards(log: ReviewLog, today: Day) -> list[str]:
    """The keys of the cards that are put off beyond today."""
    return sorted(card for card, known in log.progress().items() if today < known.buried_until)


def unbury(
    log: ReviewLog, cards: Collection[str], today: Day, *, clock: Callable[[], int] = now_ms
) -> None:
    """Put cards, told by their keys, back that are put off beyond today."""
    names = log.names()
    burials = [
        entry
        for entry in standing(log.entries())
        if isinstance(entry, Burial)
        and entry.until > today
        and names.get(entry.card, entry.card) in cards
    ]
    if burials:
        log.append(*taking_back(Action(tuple(burials), ()), clock(), _RNG))


def bury(
    log: ReviewLog, until: Iterable[tuple[str, Day]], *, clock: Callable[[], int] = now_ms
) -> None:
    """Put cards off until a day, each told by its key and day; one action."""
    now = clock()
    log.append(
        *(Burial(entry_id(now, _RNG.randbytes(RANDOM_BYTES)), card, day) for card, day in until)
    )


def _numbered(done: list[Action], number: int) -> Action:
    if number > len(done):
        raise StudyError(
            f"There is no number {number}: `ipt-cards undo --list` lists what was done."
        )
    return done[number - 1]
