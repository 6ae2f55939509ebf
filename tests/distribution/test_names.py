"""Imports are rewritten for the wheel where they are written, and nothing else is."""

import pytest

from distribution.names import rewritten

MODULES = frozenset({"schema", "schema.paper", "app", "demo"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from schema.paper import Paper", "from peergraph.schema.paper import Paper"),
        ("from schema import paper as p", "from peergraph.schema import paper as p"),
        (
            "def f():\n    from app import application  # here\n",
            "def f():\n    from peergraph.app import application  # here\n",
        ),
        ("import demo", "from peergraph import demo"),
        ("import demo as d; x = 1", "from peergraph import demo as d; x = 1"),
        ("x = 'é'; import demo", "x = 'é'; from peergraph import demo"),
        ("lazy('schema.paper')", "lazy('peergraph.schema.paper')"),
        ("importlib.import_module('app')", "importlib.import_module('peergraph.app')"),
        ("FOLDER = files('demo')", "FOLDER = files('peergraph.demo')"),
        # Of others, and words.
        ("from schemas import x", "from schemas import x"),
        ("import schema_tools, json", "import schema_tools, json"),
        ("name = 'schema'", "name = 'schema'"),
        ("import_module('pyarrow')", "import_module('pyarrow')"),
        ("'''The module schema.paper.'''", "'''The module schema.paper.'''"),
    ],
)
def test_a_module_is_rewritten(source: str, expected: str) -> None:
    assert rewritten(source, MODULES) == expected


@pytest.mark.parametrize("source", ["import schema.paper", "import demo, json"])
def test_what_binds_another_name_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="cannot be rewritten: use `from"):
        rewritten(source, MODULES)
