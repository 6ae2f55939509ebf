"""Generated code contains no text of the client, and tracebacks show its lines."""

import traceback
from typing import Any, cast

import pytest

from execution import code
from execution.code import Code
from graphdb.store import Store
from loaders.context import Context
from loaders.cost import Limits
from tests.execution.both import fast


async def test_no_text_of_the_client_is_in_the_source(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sources: list[str] = []

    def record(source: str, *arguments: Any) -> Any:
        sources.append(source)
        return cast("Any", compile)(source, *arguments)

    monkeypatch.setattr(code, "compile", record, raising=False)
    query = (
        '{ evil: paper(by: {id: "sneaky"}) { mean: title rude: cite(format: BIBTEX, style: "bad") } vile: __typename }'
    )
    answer = await fast(Context(filled, Limits()), query)
    assert answer.data == {"evil": None, "vile": "Query"}
    assert len(sources) == 1
    assert not any(word in sources[0] for word in ("evil", "sneaky", "mean", "rude", "bad", "vile", "title", "Query"))


def failure(index: int) -> str:
    """The traceback of a generated function that reads past the end of a list."""
    program = Code()
    name = program.function(lambda body: body.named(f"s[{index}]"))
    with pytest.raises(IndexError) as caught:
        program.compiled()[name]([], [])
    return "".join(traceback.format_exception(caught.value))


def test_a_traceback_shows_the_lines_of_the_program_that_failed() -> None:
    first, second = failure(1), failure(2)
    assert "v1 = s[1]" in first
    assert "v1 = s[2]" in second
