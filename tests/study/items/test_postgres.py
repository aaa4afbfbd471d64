"""Answers in PostgreSQL: a real server, whose password nobody is told."""

import sys
from collections.abc import Iterator

import numpy as np
import psycopg
import pytest
from psycopg import sql

from ipt_cards.items.analysis import analyse
from ipt_cards.study.errors import StudyError
from ipt_cards.study.items.reading import Sources, analysed
from tests.items.making import counts_of
from tests.items.simulation import Fault, SimulatedClass, simulated
from tests.study.items.postgres_server import serving
from tests.study.items.tables import long, moodle

PASSWORDS = ("pa ss%:wö@rd", "pa%20ss%25%3Aw%C3%B6%40rd", "s3cret")
ODD = "we\"ird'; DROP TABLE answers; --"


@pytest.fixture(scope="module")
def made() -> SimulatedClass:
    return simulated(np.random.default_rng(3), 120, 8, list(Fault))


@pytest.fixture(scope="module")
def address(made: SimulatedClass) -> Iterator[str]:
    with serving() as address:
        with psycopg.connect(address) as connection:
            for table, rows in (("answers", long(made)), (ODD, long(made)), ("wide", moodle(made))):
                _fill(connection, table, rows)
            connection.execute("CREATE SCHEMA course")
            connection.execute("CREATE VIEW course.answers AS SELECT * FROM answers")
        yield address


def _fill(
    connection: "psycopg.Connection[tuple[object, ...]]", table: str, rows: list[list[str]]
) -> None:
    named = sql.Identifier(table)
    columns = [sql.SQL("{} text").format(sql.Identifier(name)) for name in rows[0]]
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(named, sql.SQL(", ").join(columns)))
    copied = sql.SQL("COPY {} FROM STDIN").format(named)
    with connection.cursor() as cursor, cursor.copy(copied) as copy:
        for row in rows[1:]:
            copy.write_row(row)


@pytest.mark.parametrize("table", ["answers", "course.answers", ODD, "wide"])
def test_a_table_or_view_is_read(address: str, made: SimulatedClass, table: str) -> None:
    wanted = analyse(counts_of(made.scores, made.chosen, made.questions))
    found = analysed(Sources([], address, table)).analysis
    assert [item.discrimination for item in found.items] == pytest.approx(
        [item.discrimination for item in wanted.items], abs=1e-12
    )
    with psycopg.connect(address) as connection:
        held = connection.execute("SELECT count(*) FROM answers").fetchone()
    assert held == (120 * 8,)


def test_what_the_server_refuses_is_told_without_the_password(address: str) -> None:
    wrong = address.replace("teacher:pa", "teacher:s3cret-pa")
    for refused, said in (
        (Sources([], wrong), "password authentication failed"),
        (Sources([], address, "missing"), "missing"),
        (Sources([], address.replace("/postgres", "/nowhere")), "nowhere"),
    ):
        with pytest.raises(StudyError, match=said) as error:
            analysed(refused)
        assert not any(password in str(error.value) for password in PASSWORDS)


@pytest.mark.parametrize(
    "written",
    [
        "mysql://u:s3cret@host/db",
        "postgresql://u:s3cret@host:port/db",
        "postgresql://u:s3cret@host/db?nonsense=s3cret",
        "postgresql://u:s3%ZZcret@[::1",
        "host=localhost password=s3cret",
        "s3cret\0",
    ],
)
def test_an_address_that_is_none_is_told_without_the_password(written: str) -> None:
    with pytest.raises(StudyError, match="--from") as error:
        analysed(Sources([], written))
    assert "s3cret" not in str(error.value)
    assert "ZZcret" not in str(error.value)


def test_where_psycopg_is_missing_it_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StudyError, match=r"psycopg isn't installed.*ipt-cards\[teach\]"):
        analysed(Sources([], "postgresql://u@127.0.0.1:1/db"))


def test_where_nobody_listens_it_is_told() -> None:
    with pytest.raises(StudyError, match="--from") as error:
        analysed(Sources([], "postgresql://u:s3cret@127.0.0.1:1/db"))
    assert "s3cret" not in str(error.value)
