"""A question as learners were asked it, whatever file tells of it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a class was asked.

    name: what its author knows it by: a card's key, or a column's name.
    topic: its part of the deck. asked: its plain text. Both "" where nobody tells.
    options: what was or could be answered, plain texts; where `is_choice`, all there was to choose
        from, else the answers that were given most often.
    right: the indexes of the options that are right; none where nobody tells.
    is_choice: whether the learner chose among options that all learners were shown.
    """

    name: str
    topic: str = ""
    asked: str = ""
    options: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    is_choice: bool = False


def natural(name: str) -> tuple[tuple[str, int], ...]:
    """What names are put into order by as people do: `q2` comes before `q10`."""
    parts = re.split(r"(\d{1,18})", name)
    return tuple(("", int(part)) if place % 2 else (part, 0) for place, part in enumerate(parts))
