"""Rewrites absolute imports, so that the packages at the root of the repository can be parts of one package.

`from graphdb.store import Store` becomes `from peergraph.graphdb.store import Store`. Names of modules in strings are
rewritten too: dotted names anywhere, others as the argument of a function that imports. Lines keep their numbers.
"""

import ast
from collections.abc import Iterator
from typing import Final, NamedTuple

#: The package that an installation adds.
PACKAGE: Final = "peergraph"
#: Functions whose argument is the name of a module or package.
IMPORTERS: Final = frozenset({"import_module", "files"})


class Edit(NamedTuple):
    """A replacement: line (from 0), begin and end in bytes, and the new text."""

    line: int
    begin: int
    end: int
    text: bytes


def rewritten(source: str, modules: frozenset[str]) -> str:
    """The source of a module with the names of `modules`, dotted names of all modules, below the package.

    Raises ValueError for an import that cannot be rewritten.
    """
    lines = source.encode().splitlines(keepends=True)
    for edit in sorted(_edits(ast.parse(source), lines, modules), reverse=True):
        line = lines[edit.line]
        lines[edit.line] = line[: edit.begin] + edit.text + line[edit.end :]
    return b"".join(lines).decode()


def _edits(tree: ast.AST, lines: list[bytes], modules: frozenset[str]) -> Iterator[Edit]:
    nodes = list(ast.walk(tree))
    called = {id(node.args[0]) for node in nodes if isinstance(node, ast.Call) and node.args
              and _name(node.func) in IMPORTERS}  # fmt: skip
    for node in nodes:
        match node:
            case ast.ImportFrom(module=str(module)) if module in modules and not node.level:
                begin = lines[node.lineno - 1].index(module.encode(), node.col_offset)
                yield Edit(node.lineno - 1, begin, begin, f"{PACKAGE}.".encode())
            case ast.Import(names=names) if any(each.name in modules for each in names):
                yield _import(node, lines[node.lineno - 1])
            case ast.Constant(value=str(value)) if value in modules and ("." in value or id(node) in called):
                begin = lines[node.lineno - 1].index(value.encode(), node.col_offset)
                yield Edit(node.lineno - 1, begin, begin, f"{PACKAGE}.".encode())
            case _:
                pass


def _name(function: ast.expr) -> str:
    """The name by which a function is called, without that of its module."""
    return getattr(function, "attr", "") or getattr(function, "id", "")


def _import(node: ast.Import, line: bytes) -> Edit:
    """`import demo` as `from peergraph import demo`."""
    name = node.names[0]
    if len(node.names) > 1 or "." in name.name:
        raise ValueError(f"`{ast.unparse(node)}` cannot be rewritten: use `from … import …`.")
    return Edit(node.lineno - 1, node.col_offset, node.col_offset + len(b"import"), f"from {PACKAGE} import".encode())
