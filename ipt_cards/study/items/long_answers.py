"""Answers of which each has a row of its own."""

from ipt_cards.items.options import UNANSWERED, UNTOLD_RESPONSE
from ipt_cards.items.question import Question, natural
from ipt_cards.items.table_shape import ROLES, UNTOLD, Long, folded, number_in
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.answer_table import UNIT, AnswerTable
from ipt_cards.study.items.catalogue import Catalogue
from ipt_cards.study.items.own_exams import elsewhere
from ipt_cards.study.items.staged import STAGED, Staged
from ipt_cards.study.presenting.words import counted

_TRUTHS = {"true": 1.0, "t": 1.0, "false": 0.0, "f": 0.0}

_WAY = ("question", "topic", "asked", "response", "right", "score")


def add_long(
    told: Staged, shape: Long, deck: str | None, table: AnswerTable, catalogue: Catalogue
) -> list[str]:
    """Put the answers of what is staged into the table. Returns what a person should know.

    deck: the one to take the answers of, where that is wanted. Raises StudyError where there are
    several, for scores beyond 0 and 1, and where nothing says which answers are right.
    """
    database = table.database
    parts = dict.fromkeys(ROLES, "NULL") | {
        role: f"nullif(trim(c{column}), '')" for role, column in shape.columns.items()
    }
    parts["sitting"] = parts["sitting"] if "sitting" in shape.columns else parts["learner"]
    columns = ", ".join(f'{part} AS "{role}"' for role, part in parts.items())
    database.execute(f"CREATE OR REPLACE TEMP VIEW told AS SELECT {columns} FROM {STAGED}")
    notices: list[str] = []
    where = _on_deck(told, deck, table, notices) if "deck" in shape.columns else ""
    whole = "sitting IS NOT NULL AND question IS NOT NULL"
    source = f"(SELECT * FROM told WHERE {whole}{where})"
    # The same sitting goes on wherever it is named again.
    database.execute(
        "CREATE OR REPLACE TEMP TABLE named AS SELECT sitting AS name, min(learner) AS learner, "
        f'min("at") AS began FROM {source} GROUP BY sitting'
    )
    database.execute("CREATE TABLE IF NOT EXISTS sitting_name (name VARCHAR, sitting INTEGER)")
    database.execute(
        "CREATE OR REPLACE TEMP TABLE taken AS SELECT name, learner, learner AS shown, "
        f"(row_number() OVER (ORDER BY began, name) - 1 + {table.sittings})::INTEGER AS sitting, "
        "NULL AS at_ms FROM named WHERE name NOT IN (SELECT name FROM sitting_name)"
    )
    database.execute("INSERT INTO sitting_name SELECT name, sitting FROM taken")
    table.add_sittings("taken")
    told_apart = ", ".join(f'"{name}"' for name in _WAY)
    database.execute(
        "CREATE OR REPLACE TEMP TABLE way AS SELECT *, "
        f"(row_number() OVER (ORDER BY {told_apart}))::INTEGER AS way "
        f"FROM (SELECT DISTINCT {told_apart} FROM {source})"
    )
    meant, unknown = _meanings(told, table, catalogue, responses="response" in shape.columns)
    if not meant:
        if unknown:
            raise StudyError(
                f"{told.name}: nothing here says which answers are right: a column `score` (0 to "
                "1) or `right` (the right answer) does"
            )
        return notices
    matches = " AND ".join(f'way."{name}" IS NOT DISTINCT FROM source."{name}"' for name in _WAY)
    way, question, response, score = (list(column) for column in zip(*meant, strict=True))
    table.add_matched(
        f"SELECT sitting_name.sitting, way.way FROM {source} AS source "
        f"JOIN sitting_name ON source.sitting = sitting_name.name JOIN way ON {matches}",
        way=way,
        question=question,
        response=response,
        score=score,
    )
    if not unknown:
        return notices
    ways = counted(unknown, "way", "ways")
    left_out = f"{ways} to answer of which nothing says whether it is right, left out."
    return [*notices, f"{told.name}: {left_out}"]


def _on_deck(told: Staged, deck: str | None, table: AnswerTable, notices: list[str]) -> str:
    """What chooses the answers on a deck. Adds to `notices` where none are on it."""
    rows = table.database.execute(
        "SELECT deck, count(DISTINCT sitting) FROM told WHERE deck IS NOT NULL "
        "GROUP BY deck ORDER BY deck LIMIT 10"
    ).fetchall()
    if deck is None and len(rows) > 1:
        names = ", ".join(f"{name} ({counted(count, 'sitting')})" for name, count in rows)
        raise StudyError(
            f"{told.name}: these are answers on different decks: {names}. --deck names the one to "
            "take"
        )
    if deck is None:
        return ""
    table.database.execute("CREATE OR REPLACE TEMP TABLE wanted_deck AS SELECT $1 AS deck", [deck])
    any_of = "SELECT 1 FROM told WHERE deck = (SELECT deck FROM wanted_deck) LIMIT 1"
    if rows and not table.database.execute(any_of).fetchone():
        notices.append(f"{told.name}: {elsewhere([name for name, _ in rows], deck)}")
    return " AND deck = (SELECT deck FROM wanted_deck)"


def _meanings(
    told: Staged, table: AnswerTable, catalogue: Catalogue, *, responses: bool
) -> tuple[list[tuple[int, int, int, int]], int]:
    """What each way to answer means; and how many aren't known to be right or wrong.

    responses: whether it is told at all what was answered.
    """
    names = ", ".join(f'"{name}"' for name in _WAY)
    rows = table.database.execute(f"SELECT way, {names} FROM way ORDER BY way").fetchall()
    rows.sort(key=lambda row: (natural(row[1]), row[0]))
    meant = []
    unknown = 0
    for way, question, topic, asked, response, right, written in rows:
        given = (response or "").strip()
        score = _score(told, given, right, written)
        if score is None:
            unknown += 1
            continue
        identity = (question, folded(asked), folded(right))
        number = catalogue.question(identity, Question(question, topic or "", asked or ""))
        if given in UNTOLD:
            answered = UNANSWERED if responses else UNTOLD_RESPONSE
        else:
            answered = catalogue.given(number, given, is_right=score == 1)
        meant.append((way, number, answered, round(score * UNIT)))
    return meant, unknown


def _score(told: Staged, given: str, right: str | None, written: str | None) -> float | None:
    if written is not None:
        found = _TRUTHS.get(written.casefold(), number_in(written))
        if found is not None and not 0 <= found <= 1:
            raise StudyError(f"{told.name}: a score is from 0 to 1, and {written} is not")
        return found
    if right is None:
        return None
    return float(folded(given) == folded(right))
