"""The tables of faults and of attacks name tests that exist, and sentences that the program can say."""

from __future__ import annotations

import ast
import functools
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def rows() -> Iterator[Any]:
    """Give each row of the tables, under its own name."""
    for table in ("faults.toml", "attacks.toml"):
        for section, entries in tomllib.loads((Path(__file__).parent / table).read_text(encoding="utf-8")).items():
            for entry in entries:
                yield pytest.param(entry, id=f"{section}: {entry.get('fault') or entry['attack']}")


@functools.cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@functools.cache
def sentences() -> frozenset[str]:
    """Return the English sentences that translations are made of."""
    files = list((ROOT / "resources" / "translations").glob("*.ts"))
    assert files
    return frozenset(
        (source.text or "") for file in files for source in ElementTree.parse(file).getroot().iter("source")
    )


@pytest.mark.parametrize("row", list(rows()))
def test_each_row_has_tests_and_a_sentence_that_exist(row: dict[str, Any]) -> None:
    assert row["tests"]
    for node in row["tests"]:
        path, _, name = node.partition("::")
        assert name.startswith("test_")
        assert (ROOT / path).is_file(), f"there is no {path}"
        assert name in names_in(path), f"there is no {node}"
    if "says" in row:
        assert row["says"] in sentences()


def test_no_fault_stands_there_twice() -> None:
    names = [str(row.id) for row in rows()]
    assert len(names) == len(set(names))
