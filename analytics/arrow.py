"""pyarrow, which has no type stubs: tables of a request for DuckDB."""

from importlib import import_module
from typing import Any

arrow: Any = import_module("pyarrow")
Table = Any
Tables = dict[str, Table]
"""Tables by their names in statements."""
