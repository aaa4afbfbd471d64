"""What the columns of a table of answers hold, told by their shape.

Three shapes are known. A row an answer: columns have the names of `ROLES`. A row a sitting, with
columns for each question as Moodle's report of responses has them, in whatever language: their
names differ in nothing but the question's number. A row a sitting, with a column of points for each
question.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

ROLES = {
    "sitting": ("sitting", "attempt", "session"),
    "learner": ("learner", "student", "user", "person", "name", "email"),
    "deck": ("deck", "exam", "quiz"),
    "question": ("question", "item", "card"),
    "topic": ("topic",),
    "asked": ("asked", "text", "question_text"),
    "response": ("response", "answer", "choice"),
    "right": ("right", "right_answer", "key"),
    "score": ("score", "correct", "points"),
    "at": ("at", "time", "date", "started"),
}
"""What a column of answers holds, and the names it may have, the usual one first."""

UNTOLD = frozenset({"", "-"})
"""How a table says that there is no answer."""

_NUMBER = re.compile(r"(?<![\d.,])(\d{1,4})(?![\d]|[.,]\d)")
_MOST = re.compile(r"/\s*(\d+(?:[.,]\d+)?)\s*$")
"""A question's or an exam's points, as Moodle writes them: `Grade/10.00`, `Q. 1 /1.00`."""

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Long:
    """A row an answer: which column, counted from 0, has which of the `ROLES`."""

    columns: dict[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """The columns of one question. number: as the table counts. most: its points."""

    number: int
    name: str
    response: int | None = None
    right: int | None = None
    question: int | None = None
    score: int | None = None
    most: float = 1.0


@dataclass(frozen=True, slots=True)
class Wide:
    """A row a sitting: the columns of each question, and those that say whose it is.

    learner: the columns that tell a learner from others. shown: of them those to call him by.
    grade: the column of the exam's points, if there is one.
    """

    asked: tuple[Asked, ...]
    learner: tuple[int, ...]
    shown: tuple[int, ...]
    others: tuple[int, ...]
    grade: int | None = None


def shape_of(names: Sequence[str], sample: Sequence[Row]) -> Long | Wide | None:
    """What a table's columns hold; None where that can't be told.

    names: the columns'. sample: some of its rows, from which it is told what is constant, a number,
    or a date.
    """
    if (told := _long(names)) is not None:
        return told
    numbered, scores = _numbered(names, sample), _scores(names, sample)
    # Names of questions may end in numbers, too (`duration/c1`), but not their points' (`Q. 1 /2`).
    if scores is None or numbered is None or any(map(_MOST.search, names)):
        return numbered or scores
    taken, found = _columns(numbered), len(scores.asked)
    one_each = taken == len(numbered.asked)
    return scores if found > taken or (one_each and found == taken) else numbered


def _columns(shape: Wide) -> int:
    """How many columns a table's questions take."""
    return sum(
        column is not None
        for asked in shape.asked
        for column in (asked.response, asked.right, asked.question, asked.score)
    )


def number_in(text: str | None) -> float | None:
    """A number as any table writes it, with a point or a comma; None for no finite one."""
    try:
        found = float((text or "").strip().replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None


def folded(text: str | None) -> str:
    """A text without what doesn't tell it from another: case, and the amount of white space."""
    return " ".join((text or "").split()).casefold()


def _long(names: Sequence[str]) -> Long | None:
    by_name = {re.sub(r"[\s_-]+", "_", name.strip().casefold()): i for i, name in enumerate(names)}
    columns = {
        role: next(by_name[known] for known in known_by if known in by_name)
        for role, known_by in ROLES.items()
        if any(known in by_name for known in known_by)
    }
    whose = {"sitting", "learner"} & columns.keys()
    told = "score" in columns or "response" in columns
    return Long(columns) if "question" in columns and whose and told else None


def _numbered(names: Sequence[str], sample: Sequence[Row]) -> Wide | None:
    series: dict[str, dict[int, int]] = defaultdict(dict)
    most: dict[int, float] = {}
    for column, name in enumerate(names):
        found = _MOST.search(name)
        bare = name[: found.start()] if found else name
        if found:
            most[column] = number_in(found[1]) or 1.0
        if match := _NUMBER.search(bare):
            template = f"{bare[: match.start()].strip()}\0{bare[match.end() :].strip()}"
            series[template.casefold()].setdefault(int(match[1]), column)
    if not series:
        return None
    length = max(map(len, series.values()))
    whole = [held for held in series.values() if len(held) == length]
    numbers = list(whole[0])
    whole = [held for held in whole if list(held) == numbers][:3]
    roles = _roles(whole, sample, most)
    if roles is None:
        return None
    asked = tuple(
        Asked(
            number,
            _MOST.sub("", names[whole[0][number]]).strip() if roles == ("score",) else str(number),
            **{role: held[number] for role, held in zip(roles, whole, strict=True)},
            most=most.get(whole[0][number], 1.0) if roles == ("score",) else 1.0,
        )
        for number in numbers
    )
    taken = {column for held in whole for column in held.values()}
    grade = next((c for c in most if c not in taken), None)
    return _wide(asked, names, sample, taken, grade)


def _roles(
    series: Sequence[dict[int, int]], sample: Sequence[Row], most: dict[int, float]
) -> tuple[str, ...] | None:
    if len(series) == 3:  # in Moodle's order
        return ("question", "response", "right")
    if len(series) == 2:
        return _two_roles(series[0], series[1], sample)
    columns = series[0].values()
    values = [row[column] for row in sample for column in columns]
    told = [value for value in values if (value or "").strip() not in UNTOLD]
    numbers = [number_in(value) for value in told]
    if all(column in most for column in columns) or (
        told and all(number in (0, 1) for number in numbers)
    ):
        return ("score",)
    return ("response",)


def _two_roles(
    first: dict[int, int], second: dict[int, int], sample: Sequence[Row]
) -> tuple[str, ...]:
    """Whether it is question and response, or response and right answer."""
    question, right = ("question", "response"), ("response", "right")
    pairs = [(folded(row[a]), folded(row[second[n]])) for row in sample for n, a in first.items()]
    pairs = [(one, other) for one, other in pairs if not {one, other} & UNTOLD]
    if not pairs:
        return right
    within = sum(len(one) > len(other) and other in one for one, other in pairs)
    if 2 * within > len(pairs):
        return question
    if any(one == other for one, other in pairs):
        return right
    differing = [
        sum(len({folded(row[column]) for row in sample}) for column in held.values())
        for held in (first, second)
    ]
    if differing[0] != differing[1]:
        return question if differing[0] < differing[1] else right
    longer = sum(len(one) for one, _ in pairs) > sum(len(other) for _, other in pairs)
    return question if longer else right


def _scores(names: Sequence[str], sample: Sequence[Row]) -> Wide | None:
    scored = []
    for column in range(len(names)):
        told = [row[column] for row in sample if (row[column] or "").strip() not in UNTOLD]
        numbers = [number_in(value) for value in told]
        if told and all(number is not None and 0 <= number <= 1 for number in numbers):
            scored.append(column)
    if len(scored) < 2:
        return None
    asked = tuple(
        Asked(number, names[column].strip() or str(number), score=column)
        for number, column in enumerate(scored, start=1)
    )
    shape = _wide(asked, names, sample, set(scored), None)
    learners = [tuple(row[column] for column in shape.learner) for row in sample]
    # What several rows have in common, such as a school class, is no learner's.
    return shape if len(set(learners)) == len(sample) else replace(shape, learner=(), shown=())


def _wide(
    asked: tuple[Asked, ...],
    names: Sequence[str],
    sample: Sequence[Row],
    taken: set[int],
    grade: int | None,
) -> Wide:
    others = tuple(c for c in range(len(names)) if c not in taken and c != grade)
    before = min(taken, default=0)
    leading = [column for column in others if column < before]
    addresses = [c for c in leading if _mostly(sample, c, lambda text: "@" in text)]
    if addresses:
        # Names come first, whatever else a school tells of its learners.
        shown = tuple(leading[: min(2, leading.index(addresses[0]))]) or (addresses[0],)
        return Wide(asked, (addresses[0],), shown, others, grade)
    dated = next((c for c in leading if _mostly(sample, c, _is_time)), before)
    told = tuple(c for c in leading if c < dated)[:2]
    return Wide(asked, told, told, others, grade)


def _mostly(sample: Sequence[Row], column: int, holds: Callable[[str], bool]) -> bool:
    told = [text for row in sample if (text := row[column] or "").strip() not in UNTOLD]
    return 2 * sum(map(holds, told)) > len(told)


def _is_time(text: str) -> bool:
    return len(re.findall(r"\d+", text)) >= 3
