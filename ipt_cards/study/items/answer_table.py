"""The answers of a class in DuckDB, which counts them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ipt_cards.extras import installing
from ipt_cards.items.counts import Answers, Counts, Real, Sittings
from ipt_cards.items.options import UNANSWERED
from ipt_cards.items.question import Question
from ipt_cards.study.errors import StudyError

if TYPE_CHECKING:
    import duckdb

UNIT = 10**12
"""Scores are counted in whole parts of a point, so that sums are the same in whatever order."""

_MEMORY = "640MB"
"""What DuckDB may take; beyond, it goes on in the scratch folder."""

_SITTINGS = 4096
"""Of which pairs of questions are counted at a time."""


@dataclass(frozen=True, slots=True)
class LearnerScore:
    """What a learner reached. points: of questions of a point each."""

    name: str
    sittings: int
    points: float
    asked: int


def connected(scratch: Path) -> "duckdb.DuckDBPyConnection":
    """A database of its own, that loads no extension from anywhere. scratch: an empty folder.

    Raises StudyError where DuckDB isn't installed.
    """
    try:
        import duckdb  # noqa: PLC0415 - an extra, and slow to import
    except ModuleNotFoundError as error:
        raise StudyError(
            f"the package {error.name} isn't installed, which counts answers: run "
            f"`{installing('teach')}`"
        ) from None
    return duckdb.connect(
        str(scratch / "answers.duckdb"),
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": _MEMORY,
            "temp_directory": str(scratch),
        },
    )


@contextmanager
def telling_defects() -> Iterator[None]:
    """Tell in one line what DuckDB can't do, such as go on with a full disk, as StudyError."""
    import duckdb  # noqa: PLC0415 - as above

    try:
        yield
    except duckdb.Error as error:
        told = str(error).partition("\n")[0]
        raise StudyError(f"the answers can't be counted: {told}") from error


class AnswerTable:
    """Answers, one for each question of each sitting.

    They are told by numbers: of the sitting, of the question, and of the response, which is one
    way to answer one question. Whoever fills the table knows what the numbers mean.
    """

    def __init__(self, database: "duckdb.DuckDBPyConnection") -> None:
        self.database = database
        database.execute("CREATE TABLE learner (learner INTEGER, key VARCHAR, name VARCHAR)")
        database.execute("CREATE TABLE sitting (sitting INTEGER, learner INTEGER, at_ms BIGINT)")
        database.execute(
            "CREATE TABLE answer "
            "(sitting INTEGER, question INTEGER, response INTEGER, score BIGINT)"
        )
        database.execute("CREATE TABLE known (same VARCHAR)")
        database.execute("CREATE TABLE chosen (response INTEGER, option INTEGER)")
        self.add("chosen", response=[UNANSWERED], option=[UNANSWERED])

    def add(self, table: str, **columns: "Sequence[int] | NDArray[Any]") -> None:
        """Add rows to one of the tables, told by columns in the table's order."""
        rows = {name: np.asarray(values, dtype=np.int64) for name, values in columns.items()}
        self.database.register("added", rows)
        self.database.execute(f"INSERT INTO {table} SELECT * FROM added")
        self.database.unregister("added")

    @property
    def sittings(self) -> int:
        """How many sittings were added."""
        return self._one("SELECT count(*) FROM sitting")

    def add_learner(self, name: str) -> int:
        """Add a learner of whom nothing is known but a name; the number."""
        number = self._one("SELECT count(*) FROM learner")
        self.database.execute("INSERT INTO learner VALUES ($1, NULL, $2)", [number, name])
        return number

    def add_sittings(self, taken: str) -> int:
        """Add sittings, and learners that weren't met yet; how many sittings.

        taken: a table of ours with sitting, learner (what tells one from another; NULL where nobody
        tells), shown (the name), and at_ms.
        """
        self.database.execute(
            "INSERT INTO learner SELECT (row_number() OVER (ORDER BY min(sitting)) - 1 + "
            "(SELECT count(*) FROM learner))::INTEGER, learner, min(shown) "
            f"FROM {taken} WHERE learner IS NOT NULL AND learner NOT IN "
            "(SELECT key FROM learner WHERE key IS NOT NULL) GROUP BY learner"
        )
        # A sitting of nobody known is its own learner's.
        self.database.execute(
            "INSERT INTO sitting SELECT sitting, coalesce(known.learner, -1 - sitting), at_ms "
            f"FROM {taken} AS taken LEFT JOIN learner AS known ON taken.learner = known.key"
        )
        return self._one(f"SELECT count(*) FROM {taken}")

    def add_matched(self, query: str, **meaning: Sequence[int]) -> None:
        """Add the answers of a query for sitting and way.

        meaning: for each way its question, the response and the score; other ways aren't added.
        """
        rows = {name: np.asarray(values, dtype=np.int64) for name, values in meaning.items()}
        self.database.register("meaning", rows)
        self.database.execute(
            "INSERT INTO answer SELECT sitting, question, response, score "
            f"FROM ({query}) JOIN meaning USING (way)"
        )
        self.database.unregister("meaning")

    def drop_doubles(self) -> int:
        """Leave one answer to each question in a sitting; how many were dropped."""
        # A bit for each question takes a tenth of the time that telling all pairs apart does.
        doubled = self._one(
            "SELECT coalesce(sum(held - different), 0) FROM (SELECT count(*) AS held, "
            "bit_count(bit_or(1::HUGEINT << (question % 120))) AS different FROM answer "
            "GROUP BY sitting, question // 120)"
        )
        if doubled:
            self.database.execute(
                "CREATE TABLE one AS SELECT * FROM answer QUALIFY row_number() OVER "
                "(PARTITION BY sitting, question ORDER BY response, score) = 1"
            )
            self.database.execute("DROP TABLE answer")
            self.database.execute("ALTER TABLE one RENAME TO answer")
        return doubled

    def drop_repeats(self) -> int:
        """Leave of each learner the first answer to a question: later ones had it to remember.

        Returns how many were dropped. Of sittings at the same time the one that was added first
        counts.
        """
        several = self._one(
            "SELECT count(*) FROM "
            "(SELECT learner FROM sitting GROUP BY learner HAVING count(*) > 1)"
        )
        if not several:
            return 0
        before = self._one("SELECT count(*) FROM answer")
        self.database.execute(
            "CREATE TABLE first AS SELECT answer.* FROM answer JOIN sitting USING (sitting) "
            "QUALIFY row_number() OVER (PARTITION BY learner, question ORDER BY at_ms, sitting) = 1"
        )
        self.database.execute("DROP TABLE answer")
        self.database.execute("ALTER TABLE first RENAME TO answer")
        return before - self._one("SELECT count(*) FROM answer")

    def times_given(self) -> list[tuple[int, int]]:
        """Each response, by its number, and how often it was given."""
        rows = self.database.execute(
            "SELECT response, count(*) FROM answer GROUP BY response ORDER BY response"
        ).fetchall()
        return [(int(response), int(times)) for response, times in rows]

    def counts(self, questions: Sequence[Question]) -> Counts:
        """What is counted of all answers. questions: by their numbers."""
        self.database.execute(
            "CREATE OR REPLACE TEMP TABLE total AS SELECT sitting, sum(score)::BIGINT AS points, "
            "count(*)::INTEGER AS asked FROM answer GROUP BY sitting"
        )
        totals = self._arrays(
            "SELECT points, asked, count(*) AS count FROM total GROUP BY ALL ORDER BY ALL"
        )
        answers = self._arrays(
            "SELECT question, score, points, asked, count(*) AS count "
            "FROM answer JOIN total USING (sitting) GROUP BY ALL ORDER BY ALL"
        )
        choices = self._arrays(
            "SELECT question, option, score, points, asked, count(*) AS count "
            "FROM answer JOIN total USING (sitting) JOIN chosen USING (response) "
            "GROUP BY ALL ORDER BY ALL"
        )
        differing = self._one(
            "SELECT count(*) FROM total WHERE asked < (SELECT count(DISTINCT question) FROM answer)"
        )
        return Counts(
            questions,
            Sittings(_points(totals["points"]), totals["asked"], totals["count"]),
            _answers(answers),
            _answers(choices),
            same_paper=not differing,
        )

    def learners(self) -> list[LearnerScore]:
        """The learners who have names, in the order of these, once `counts` has counted."""
        rows = self.database.execute(
            "SELECT name, count(*), sum(points)::BIGINT, sum(asked) FROM total "
            "JOIN sitting USING (sitting) JOIN learner USING (learner) WHERE name IS NOT NULL "
            "GROUP BY name, learner ORDER BY name, learner"
        ).fetchall()
        return [
            LearnerScore(name, int(sittings), int(points) / UNIT, int(asked))
            for name, sittings, points, asked in rows
        ]

    def wins(self, asked: Sequence[int]) -> Real:
        """In row i and column j, how many had question i right in all and j not.

        asked: the numbers of the questions, rising, that rows and columns stand for.
        """
        place = np.full(max(asked, default=0) + 1, -1)
        place[list(asked)] = range(len(asked))
        found = np.zeros((len(asked), len(asked)))
        for first in range(0, self._one("SELECT max(sitting) + 1 FROM answer"), _SITTINGS):
            rows = self._arrays(
                "SELECT sitting, question, score FROM answer "
                f"WHERE sitting >= {first} AND sitting < {first + _SITTINGS}"
            )
            held = np.isin(rows["question"], asked)
            sitting, question = rows["sitting"][held] - first, place[rows["question"][held]]
            right = np.zeros((_SITTINGS, len(asked)), dtype=np.float32)
            wrong = np.zeros_like(right)
            won = rows["score"][held] == UNIT
            right[sitting[won], question[won]] = 1
            wrong[sitting[~won], question[~won]] = 1
            found += right.T @ wrong
        return found

    def _one(self, query: str) -> int:
        row = self.database.execute(query).fetchone()
        return int(row[0]) if row else 0

    def _arrays(self, query: str) -> Mapping[str, NDArray[Any]]:
        return self.database.execute(query).fetchnumpy()


def _points(units: NDArray[Any]) -> Real:
    return np.asarray(units, dtype=np.float64) / UNIT


def _answers(told: Mapping[str, NDArray[Any]]) -> Answers:
    question = np.asarray(told["question"], dtype=np.int64)
    return Answers(
        question,
        np.asarray(told["option"], dtype=np.int64) if "option" in told else np.zeros_like(question),
        _points(told["score"]),
        _points(told["points"]),
        np.asarray(told["asked"], dtype=np.int64),
        np.asarray(told["count"], dtype=np.int64),
    )
