"""Python source that builds answers. Whatever a client wrote stays out of it: text and values stand in a table of
constants, and the source names them by number."""

from collections.abc import Iterable
from typing import Any

from execution.trouble import Trouble


class Code:
    """The functions of one program, each `(s, w)`: what it reads, and where it leaves work (`execution.shapes`)."""

    def __init__(self) -> None:
        self._constants: dict[str, Any] = {"T": Trouble}
        self._names: dict[int, str] = {}
        self._lines: list[str] = []
        self._functions = 0

    def constant(self, value: object) -> str:
        """The name of a value. The same object has one name."""
        name = self._names.get(id(value))
        if name is None:
            name = self._names[id(value)] = f"c{len(self._names)}"
            self._constants[name] = value
        return name

    def function(self, body: Iterable[str]) -> str:
        """The name of a new function with these lines."""
        self._functions += 1
        name = f"f{self._functions}"
        self._lines += (f"def {name}(s, w):", *(f"    {line}" for line in body))
        return name

    def compiled(self) -> dict[str, Any]:
        """The functions by name."""
        found = dict(self._constants)
        exec(compile("\n".join(self._lines), "<execution>", "exec"), found)  # noqa: S102 - see the module's docstring
        return found
