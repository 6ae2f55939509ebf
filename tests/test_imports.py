"""Imports lead down: what is nearer to the client knows what is nearer to the store, and never the other way."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
#: From the top down. A room may import those below it. `settings` knows the limits and the issuers alone.
ORDER: Final = (
    "tests", "benchmarks", "docs", "distribution", "commands", "app", "endpoints", "settings", "assistants", "pages",
    "schema", "execution", "resolvers", "loaders", "accounts", "live", "bulk", "ingest",
    "analytics", "citations", "exports", "maps", "markup", "graphdb", "demo", "identifiers", "plaintext",
    "setting_values", "content_cache", "thread_pools", "telemetry", "errors",
)  # fmt: skip
#: Rooms whose business Cypher is: the store's, and those that look at it from outside.
CYPHER: Final = frozenset({"graphdb", "tests", "benchmarks"})
_STATEMENT: Final = re.compile(
    r"\b(?:MATCH|MERGE|CREATE)\s*\(|\bUNWIND\s+[$\w]+\s+AS\b|\bDETACH DELETE\b|\b(?:COLLECT|COUNT|EXISTS)\s*\{"
    r"|\bCALL\s*(?:\(|db\.)|\bRETURN\s+\w+\s+AS\b"
)
#: A statement of DuckDB; Cypher has no such keyword.
_SQL: Final = re.compile(r"\bSELECT\b")
#: Of both; rooms with tables have statements of DuckDB in several pieces.
_ORDERED: Final = re.compile(r"\bORDER BY\b")
TABLES: Final = frozenset({"analytics", "bulk"})


def files() -> list[Path]:
    """Every module of the project."""
    rooms = (path for name in ORDER for path in (ROOT / name, ROOT / f"{name}.py"))
    return [file for path in rooms for file in ([path] if path.is_file() else sorted(path.rglob("*.py")))]


def room(module: str) -> str:
    """The room that a module is in."""
    return module.partition(".")[0]


#: How a module is imported by its name.
IMPORT_CALLS: Final = frozenset({"import_module", "importlib.import_module"})


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a module imports, also inside of functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "Imports are absolute here."
            yield node.module or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in IMPORT_CALLS:
            yield from (
                each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented)
            and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax trees of all modules by their paths."""
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files()}


def within(name: str) -> list[str]:
    """The files of a room, of which it has some."""
    found = [file for file in trees() if Path(file).parts[0].removesuffix(".py") == name]
    assert found, name
    return found


def test_every_room_has_its_place() -> None:
    there = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {path.stem for path in ROOT.glob("*.py")}
    assert there <= set(ORDER)


@pytest.mark.parametrize("own", ORDER)
def test_a_room_imports_what_is_below_it_and_nothing_else(own: str) -> None:
    above = ORDER[: ORDER.index(own)]
    upwards = [f"{file}: {name}" for file in within(own) for name in imported(trees()[file]) if room(name) in above]
    assert upwards == []


def test_the_context_knows_no_service_that_it_hands_out() -> None:
    ours = {room(name) for name in imported(trees()["loaders/context.py"]) if room(name) in ORDER}
    assert ours == {"graphdb", "loaders", "telemetry"}


def test_settings_know_nothing_but_the_limits() -> None:
    ours = {name for name in imported(trees()["settings.py"]) if room(name) in ORDER}
    assert ours <= {"accounts.issuer", "accounts.mail_server", "loaders.cost", "setting_values", "errors"}


@pytest.mark.parametrize("own", [name for name in ORDER if name not in CYPHER])
def test_cypher_is_written_in_the_stores_room_alone(own: str) -> None:
    written = [f"{file}: {text[:80]!r}" for file in within(own) for text in literals(trees()[file])
               if (_STATEMENT.search(text) or (own not in TABLES and _ORDERED.search(text)))
               and not _SQL.search(text)]  # fmt: skip
    assert written == [], "Its place is graphdb/."


def test_what_is_cypher_is_known_when_seen() -> None:
    assert any(_STATEMENT.search(text) for text in literals(trees()["graphdb/paper.py"]))
    assert any(_STATEMENT.search(text) for text in literals(trees()["graphdb/lookups.py"]))
