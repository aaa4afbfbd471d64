"""Answers of which a row has all of a sitting's, as in Moodle's reports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ipt_cards.items.options import UNANSWERED, UNTOLD_RESPONSE
from ipt_cards.items.question import Question
from ipt_cards.items.table_shape import UNTOLD, Asked, Wide, folded, number_in
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.answer_table import UNIT, AnswerTable
from ipt_cards.study.items.catalogue import Catalogue
from ipt_cards.study.items.staged import STAGED, Staged
from ipt_cards.study.presenting.words import counted

Key = Callable[[str], Sequence[str] | None]
"""Gives what a question wants to hear, told by what it asks, where a deck has it."""

_CALCULATED = 20
"""Different right answers from which on a question has one for each learner, made of numbers."""


def add_wide(
    told: Staged, shape: Wide, table: AnswerTable, catalogue: Catalogue, key: Key
) -> list[str]:
    """Put the answers of what is staged into the table. Returns what a person should know.

    Rows of sittings that aren't over, or that were there already, are left out. Raises StudyError
    where nobody tells which answers are right.
    """
    before = table.sittings
    notices = _number_sittings(told, shape, table)
    if table.sittings == before:
        return notices
    unseen = keyless = 0
    for asked in shape.asked:
        found = _add_question(asked, table, catalogue, key)
        unseen += found is _Found.UNSEEN
        keyless += found is _Found.KEYLESS
    if keyless and keyless + unseen == len(shape.asked):
        raise StudyError(
            f"{told.name}: nothing here says which answers are right. In Moodle's report of "
            "responses tick *right answer* under *Display options*, or name the deck that the "
            "questions are from with --into"
        )
    if unseen:
        notices.append(
            f"{told.name}: {counted(unseen, 'question')} that nobody was asked, left out."
        )
    if keyless:
        notices.append(
            f"{told.name}: nothing says what is right of {counted(keyless, 'question')}, which "
            "are left out."
        )
    return notices


def _number_sittings(told: Staged, shape: Wide, table: AnswerTable) -> list[str]:
    """Make a table `taken` of the rows that count, with the numbers of their sittings."""
    answered = [
        column
        for asked in shape.asked
        for column in (asked.response, asked.score)
        if column is not None
    ]
    some = " OR ".join(f"trim(coalesce(c{column}, '-')) NOT IN ('', '-')" for column in answered)
    over = (
        "true" if shape.grade is None else (f"trim(coalesce(c{shape.grade}, '-')) NOT IN ('', '-')")
    )
    # What tells a sitting from others: whose it is, when it was, and all that was answered.
    parts = ", ".join(f"coalesce(c{column}, '')" for column in (*shape.others, *answered))
    shown = _joined(shape.shown)
    learner = _joined(shape.learner)
    database = table.database
    database.execute(
        "CREATE OR REPLACE TEMP TABLE met AS SELECT n, "
        f"CASE WHEN {learner} IS NULL THEN NULL ELSE md5(concat_ws(chr(31), {parts})) END AS same, "
        f"{learner} AS learner, {shown} AS shown, ({over}) AND ({some}) AS done FROM {STAGED}"
    )
    told_of = "SELECT count(*), count(*) FILTER (done) FROM met"
    rows, done = database.execute(told_of).fetchone() or (0, 0)
    database.execute(
        "CREATE OR REPLACE TEMP TABLE taken AS SELECT n, learner, shown, n AS at_ms, same, "
        f"(row_number() OVER (ORDER BY n) - 1 + {table.sittings})::INTEGER AS sitting FROM ("
        "SELECT * FROM met WHERE done AND (same IS NULL OR same NOT IN (SELECT same FROM known)) "
        "QUALIFY same IS NULL OR row_number() OVER (PARTITION BY same ORDER BY n) = 1)"
    )
    database.execute("INSERT INTO known SELECT same FROM taken WHERE same IS NOT NULL")
    taken = table.add_sittings("taken")
    notices = []
    if rows - done:
        notices.append(
            f"{told.name}: {counted(rows - done, 'row')} without answers, or of sittings that "
            "aren't over, left out."
        )
    if done - taken:
        notices.append(
            f"{told.name}: {counted(done - taken, 'sitting')} already read: each counts once."
        )
    return notices


def _joined(columns: Sequence[int]) -> str:
    """An expression for the text of some columns; NULL for none."""
    parts = ", ".join(f"nullif(trim(c{column}), '')" for column in columns)
    return f"nullif(concat_ws(' ', {parts}), '')" if columns else "NULL::VARCHAR"


class _Found(Enum):
    """What a table tells of a question."""

    ANSWERS = auto()
    UNSEEN = auto()
    KEYLESS = auto()
    """Answers of which nobody says which are right."""


def _add_question(asked: Asked, table: AnswerTable, catalogue: Catalogue, key: Key) -> _Found:
    """Put the answers to one question into the table."""
    columns = [asked.question, asked.response, asked.right, asked.score]
    parts = [("NULL" if column is None else f"c{column}") for column in columns]
    names = ("question", "response", "right_one", "score")
    told = ", ".join(f"{part} AS {name}" for part, name in zip(parts, names, strict=True))
    database = table.database
    database.execute(
        "CREATE OR REPLACE TEMP TABLE way AS SELECT *, (row_number() OVER "
        "(ORDER BY question, response, right_one, score))::INTEGER "
        f"AS way FROM (SELECT DISTINCT {told} FROM {STAGED} JOIN taken USING (n))"
    )
    rows = database.execute(
        "SELECT way, question, response, right_one, score FROM way ORDER BY way"
    ).fetchall()
    ways = _Ways(asked, catalogue, key)
    ways.read([Told(*row[1:]) for row in rows])
    meant = [
        (row[0], *found) for row in rows if (found := ways.meaning(Told(*row[1:]))) is not None
    ]
    if not meant:
        seen = any((row[2] or row[4] or "").strip() for row in rows)
        return _Found.KEYLESS if seen else _Found.UNSEEN
    way, question, response, score = (list(column) for column in zip(*meant, strict=True))
    matches = " AND ".join(
        f"way.{name} IS NOT DISTINCT FROM {part}"
        for name, part in zip(names, parts, strict=True)
        if part != "NULL"
    )
    table.add_matched(
        f"SELECT taken.sitting, way.way FROM {STAGED} JOIN taken USING (n) JOIN way ON {matches}",
        way=way,
        question=question,
        response=response,
        score=score,
    )
    return _Found.ANSWERS


@dataclass(frozen=True, slots=True)
class Told:
    """What a row tells of one question."""

    question: str | None
    response: str | None
    right: str | None
    score: str | None


class _Ways:
    """What the different cells of one question's columns mean."""

    def __init__(self, asked: Asked, catalogue: Catalogue, key: Key) -> None:
        self._asked = asked
        self._catalogue = catalogue
        self._key = key
        self._calculated = False
        self._choices: set[tuple[str, tuple[str, ...]]] = set()

    def read(self, told: Sequence[Told]) -> None:
        """Learn from all that was told what single rows don't tell.

        That is what options a question has, where it wasn't answered, and whether it has another
        answer for each learner.
        """
        self._choices = {asked for each in told if (asked := self._stem(each))[1]}
        different = {(self._stem(each)[0], folded(each.right)) for each in told}
        self._calculated = len(different) > max(_CALCULATED, len(told) // 2)

    def meaning(self, told: Told) -> tuple[int, int, int] | None:
        """The numbers of the question and of the response, and the score in units; None for none.

        None is what isn't known to be right or wrong, or wasn't asked.
        """
        if self._asked.score is not None:
            return self._by_score(told)
        stem, options = self._stem(told)
        right = (told.right or "").strip()
        answers = [right] if right not in UNTOLD else list(self._key(stem) or ())
        if not answers:
            return None
        number = self._question(stem, options, answers)
        response = " ".join((told.response or "").split())
        if response in UNTOLD:
            return number, UNANSWERED, 0
        is_right = any(_same(response, answer) for answer in answers)
        chosen = self._chosen(number, response)
        if chosen is not None:
            return number, self._catalogue.chosen(number, chosen), is_right * UNIT
        return number, self._catalogue.given(number, response, is_right=is_right), is_right * UNIT

    def _by_score(self, told: Told) -> tuple[int, int, int] | None:
        reached = number_in(told.score)
        if reached is None:
            # Moodle writes a dash for a question that was asked but not answered.
            if (told.score or "").strip() != "-":
                return None
            reached = 0.0
        share = reached / self._asked.most
        name = self._asked.name
        number = self._catalogue.question(("scored", name), Question(name))
        return number, UNTOLD_RESPONSE, round(min(max(share, 0.0), 1.0) * UNIT)

    def _question(self, stem: str, options: tuple[str, ...], answers: Sequence[str]) -> int:
        asked = self._asked
        if self._calculated:
            return self._catalogue.question(("numbered", asked.name), Question(asked.name))
        right = [folded(answer) for answer in answers]
        identity = ("asked", stem) if stem else ("numbered", asked.name)
        keys = frozenset(key for answer in answers for key in _parts(answer, options) or ())
        question = Question(asked.name, "", stem, options, keys, is_choice=bool(keys))
        return self._catalogue.question((*identity, options, *sorted(right)), question)

    def _stem(self, told: Told) -> tuple[str, tuple[str, ...]]:
        """What is asked, and what there is to choose from, which Moodle writes behind it."""
        text = " ".join((told.question or "").split())
        right, response = (" ".join((each or "").split()) for each in (told.right, told.response))
        sought = [each for each in (right, response) if each not in UNTOLD]
        start = text.find(": ")
        while start >= 0:
            options = text[start + 2 :].split("; ")
            # Shuffled for each learner, they are the same question.
            found = (text[:start], tuple(sorted(options)))
            chosen = sought and all(_parts(each, options) for each in sought)
            if len(options) > 1 and (chosen or found in self._choices):
                return found
            start = text.find(": ", start + 1)
        return text, ()

    def _chosen(self, number: int, response: str) -> list[int] | None:
        question = self._catalogue.questions[number]
        return _parts(response, question.options) if question.is_choice else None


def _parts(text: str, options: Sequence[str]) -> list[int] | None:
    """The options that a text names: one, or several with semicolons; None for another text."""
    known = {folded(option): index for index, option in enumerate(options)}
    parts = [folded(text)] if folded(text) in known else [folded(p) for p in text.split("; ")]
    return [known[part] for part in parts] if all(part in known for part in parts) else None


def _same(response: str, answer: str) -> bool:
    if folded(response) == folded(answer):
        return True
    one, other = number_in(response), number_in(answer)
    return one is not None and one == other
