"""Print how many reviews a second a scheduling library makes: a card's answers, over and over.

Each library is called as its own documentation does it, with the state that it returned before.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

GRADES = (4, 4, 5, 3, 4, 1, 4, 4, 3, 5)
BUTTONS = (3, 3, 4, 2, 3, 1, 3, 3, 2, 4)
"""The same for FSRS, whose ratings are four."""

ROUNDS = 2_000
NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)


def ours() -> None:
    """This project's SM-2: the state of a card, a grade and a day."""
    from ipt_cards.scheduling.day import Day  # noqa: PLC0415 - one library a run
    from ipt_cards.scheduling.grade import Grade  # noqa: PLC0415 - one library a run
    from ipt_cards.scheduling.sm2 import NEW, review  # noqa: PLC0415 - one library a run

    grades = [Grade(grade) for grade in GRADES]
    for _ in range(ROUNDS):
        state, day = NEW, 740_000
        for grade in grades:
            state = review(state, grade, Day(day))
            day += 7


def supermemo2() -> None:
    """A dictionary with the state, which review() takes and gives."""
    from supermemo2 import review  # noqa: PLC0415 - one library a run

    for _ in range(ROUNDS):
        easiness, interval, repetitions = 2.5, 0, 0
        for grade in GRADES:
            state = review(grade, easiness, interval, repetitions, NOW)
            easiness, interval = state["easiness"], state["interval"]
            repetitions = state["repetitions"]


def sm_2() -> None:
    """A card object, and a log entry made with each review."""
    from sm_2 import Card, Scheduler  # noqa: PLC0415 - one library a run

    for _ in range(ROUNDS // 10):
        card = Card(card_id=1)
        for grade in GRADES:
            card, _ = Scheduler.review_card(card, grade, card.due)


def fsrs() -> None:
    """A card object, and a log entry made with each review."""
    from fsrs import Card, Rating, Scheduler  # noqa: PLC0415 - one library a run

    scheduler = Scheduler(enable_fuzzing=False)
    ratings = [Rating(button) for button in BUTTONS]
    for _ in range(ROUNDS // 10):
        card = Card(card_id=1)
        for rating in ratings:
            card, _ = scheduler.review_card(card, rating, card.due)


LIBRARIES: dict[str, tuple[Callable[[], None], int]] = {
    "ours": (ours, ROUNDS),
    "supermemo2": (supermemo2, ROUNDS),
    "sm-2": (sm_2, ROUNDS // 10),
    "fsrs": (fsrs, ROUNDS // 10),
}


def main() -> None:
    """Measure the library that is named."""
    library, rounds = LIBRARIES[sys.argv[1]]
    library()  # imports and warms up
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        library()
        best = min(best, time.perf_counter() - start)
    print(rounds * len(GRADES) / best)  # noqa: T201 - what the runner reads


main()
