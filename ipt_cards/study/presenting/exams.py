"""What an exam came to, in words."""

from ipt_cards.exam.mock.score import Tally
from ipt_cards.exam.mock.sitting import Sitting, marked
from ipt_cards.study.presenting.words import counted, duration, percent

TIME_IS_UP = "The time is up; the exam was handed in."
PASSED, NOT_PASSED = "✓ Passed", "✗ Not passed"
SAID_RIGHT, SAID_WRONG = "✓ You said: right", "✗ You said: wrong"
NOT_ANSWERED = "– Not answered"


def range_told(tally: Tally) -> str:
    """The shares that a tally is compatible with."""
    low, high = tally.interval
    return f"{round(100 * low)}–{round(100 * high)} %"


def tally_told(tally: Tally) -> str:
    """A tally with its share and range."""
    share = percent(tally.right, tally.asked)
    return f"{tally.points} of {tally.asked}, {share} ({range_told(tally)})"


def rows(sitting: Sitting, logged: int | None, to_log: str) -> list[tuple[str, str]]:
    """The result in a few lines, each with its label.

    logged: how many answers the log got; None for not asked. to_log: how that is asked for.
    """
    score = marked(sitting)
    told = [
        ("score", f"{tally_told(score.total)}, {score.pass_percent} % to pass"),
        ("answered", f"{sitting.answered} of {len(sitting.attempts)}"),
        ("time", f"{duration(sitting.spent_ms)} of {duration(sitting.limit_ms)}"),
        ("seed", str(sitting.paper.seed)),
    ]
    if logged is None:
        told.append(
            ("log", f"got no answers, so schedule and expected score stay as they were; {to_log}")
        )
    else:
        told.append(("log", f"{counted(logged, 'answer')} added as reviews"))
    return told
