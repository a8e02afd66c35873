import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.history.database import PAGE_BYTES
from facemon.history.salvage.pages import Pages
from facemon.history.salvage.record import values, varint
from facemon.history.salvage.trees import Trees

ROWS = 3000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.sqlite3"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, word TEXT, size REAL, body BLOB)")
        connection.execute("CREATE TABLE pair (a INTEGER, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID")
        yield connection


def fill(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    chance = random.Random(1)
    for number in range(ROWS):
        body = chance.randbytes(chance.choice([0, 10, 300, 9000, 50_000 if number % 10 == 0 else 1]))
        values = (number - 5) * 7**10, "é" * (number % 50), number / 3 if number % 2 else float(number), body
        connection.execute("INSERT INTO thing VALUES (?, ?, ?, ?)", values)
        connection.execute("INSERT INTO pair VALUES (?, ?)", (number % 100, f"{number}" + "x" * (number % 3000)))
    connection.execute("COMMIT")


def roots(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'").fetchall())


def salvaged(path: Path, roots: dict[str, int], name: str) -> list[tuple[Any, ...]]:
    with Pages(path) as pages:
        trees = Trees(pages, roots)
        trees.gather_strays()
        found = [row for number in trees.pages(name) for row in trees.rows(number)]
    return [(row, *columns[1:]) if name == "thing" else tuple(columns) for row, columns in found]


def test_every_row_of_a_whole_file_is_found(path: Path, connection: sqlite3.Connection) -> None:
    fill(connection)
    for step in ("what is in the log alone", "what is in the file"):
        wanted = connection.execute("SELECT * FROM thing").fetchall()
        assert salvaged(path, roots(connection), "thing") == wanted, step
        wanted = connection.execute("SELECT * FROM pair").fetchall()
        assert sorted(salvaged(path, roots(connection), "pair")) == wanted, step
        connection.execute("DELETE FROM thing WHERE id % 3 = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_what_was_deleted_does_not_come_back(path: Path, connection: sqlite3.Connection) -> None:
    fill(connection)
    connection.execute("DELETE FROM thing WHERE id > 0")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert salvaged(path, roots(connection), "thing") == connection.execute("SELECT * FROM thing").fetchall()


def test_a_commit_that_was_cut_off_is_not_read(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_autocheckpoint = 0")  # else the log begins anew
    fill(connection)
    before = connection.execute("SELECT count(*) FROM thing").fetchone()[0]
    log = path.with_name("file.sqlite3-wal")
    whole = log.stat().st_size
    connection.execute("UPDATE thing SET word = 'changed'")
    copy = path.with_name("copy.sqlite3")
    copy.write_bytes(path.read_bytes())
    copy.with_name("copy.sqlite3-wal").write_bytes(log.read_bytes()[: whole + 100_000])
    found = salvaged(copy, roots(connection), "thing")
    assert len(found) == before
    assert not any(row[1] == "changed" for row in found)


@pytest.mark.parametrize("filling", ["random", "zero", "another page"])
def test_one_page_in_a_hundred_overwritten_costs_little_more_than_the_rows_on_it(
    path: Path, connection: sqlite3.Connection, filling: str
) -> None:
    fill(connection)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    wanted = connection.execute("SELECT * FROM thing").fetchall()
    where = roots(connection)
    connection.close()
    chance = random.Random(filling)
    data = bytearray(path.read_bytes())
    count = len(data) // PAGE_BYTES
    for number in [*where.values(), *chance.sample(range(3, count + 1), count // 100)]:  # the roots as well
        other = chance.randrange(count) * PAGE_BYTES
        page = {"random": chance.randbytes(PAGE_BYTES), "zero": bytes(PAGE_BYTES)}.get(
            filling, bytes(data[other : other + PAGE_BYTES])
        )
        data[(number - 1) * PAGE_BYTES : number * PAGE_BYTES] = page
    path.write_bytes(data)
    found = salvaged(path, where, "thing")
    assert len(found) == len(set(found))
    right = set(found) & set(wanted)
    assert len(right) > 0.95 * len(wanted)
    wrong = [row for row in found if row not in right]
    if filling == "random":
        assert not wrong
    else:
        assert len(wrong) < 0.01 * len(wanted)  # zeros at the end of a picture cannot be told from a picture's


@given(st.binary(max_size=200))
def test_any_bytes_are_a_row_or_refused(data: bytes) -> None:
    for read in (lambda: values(data), lambda: varint(data, 0)):
        with suppress(ValueError):
            read()


@pytest.mark.parametrize("size", [0, 1, 100, PAGE_BYTES, 5 * PAGE_BYTES + 7])
def test_a_file_of_nonsense_has_no_rows(path: Path, size: int) -> None:
    path.write_bytes(os.urandom(size))
    path.with_name("file.sqlite3-wal").write_bytes(os.urandom(size))
    assert salvaged(path, {"thing": 3, "pair": 1}, "pair") == []
