"""Python source that builds responses. Text and values from clients are never part of it: they are in a table of
constants, and the source refers to them by number."""

import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from execution.bailout import Bailout

#: Nested loops of one function: Python allows 20 nested blocks.
MAX_LOOPS: Final = 10


class Code:
    """The functions of one compiled plan, each with two parameters: `s`, its source, and `w`, the work that it leaves
    for steps (`execution.compiled_plan.Work`)."""

    def __init__(self) -> None:
        self._constants: dict[str, Any] = {"T": Bailout}
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

    def function(self, write: Callable[["Body"], str]) -> str:
        """The name of a new function. `write` writes its lines and returns the expression of its result."""
        self._functions += 1
        name = f"f{self._functions}"
        body = Body(self)
        body.line(f"return {write(body)}")
        self._lines += (f"def {name}(s, w):", *body.lines)
        return name

    def compiled(self) -> dict[str, Any]:
        """The functions by name."""
        source = "\n".join(self._lines)
        file = f"execution/generated/{zlib.crc32(source.encode()):08x}"
        namespace = {**self._constants, "__name__": file, "__loader__": _Loader(source)}
        exec(compile(source, file, "exec"), namespace)  # noqa: S102 - see the module's docstring
        return namespace


@dataclass(frozen=True, slots=True)
class _Loader:
    """Gives tracebacks, debuggers and profilers the lines of generated functions.

    `linecache` asks the loader of a module for them when it first formats one (PEP 302, `get_source`), so that nothing
    is registered for a compiled plan that never fails.
    """

    source: str

    def get_source(self, _name: str) -> str:
        """The source, whichever module is asked for."""
        return self.source


class Body:
    """The lines of a function."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.lines: list[str] = []
        self._depth = 1
        self._loops = 0
        self._names = 0

    def line(self, text: str) -> None:
        """Adds a line."""
        self.lines.append("    " * self._depth + text)

    def named(self, expression: str) -> str:
        """A new variable with the value of an expression."""
        self._names += 1
        self.line(f"v{self._names} = {expression}")
        return f"v{self._names}"

    @contextmanager
    def block(self, head: str) -> Generator[None]:
        """An indented block below a head."""
        self.line(head)
        self._depth += 1
        yield
        self._depth -= 1

    @contextmanager
    def loop(self, items: str) -> Generator[str]:
        """A loop; yields the name of its variable."""
        self._names += 1
        name = f"v{self._names}"
        self._loops += 1
        with self.block(f"for {name} in {items}:"):
            yield name
        self._loops -= 1

    @property
    def nested_deeply(self) -> bool:
        """Whether the next loop has to be in a new function."""
        return self._loops >= MAX_LOOPS
