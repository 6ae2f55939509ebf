"""A tool: its arguments, the GraphQL query that answers it, and the short result that a model reads.

The protocol that carries it is not its concern: `endpoints/mcp.py` serves tools over the Model Context Protocol.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar, cast

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from errors import BadInput, PeergraphError

Data = Mapping[str, Any]
#: Maximum length of an identifier or a search text, in characters.
MAX_TEXT: Final = 1_000
#: An id, an identifier or a URL of a node, in any form that people paste.
Identifier = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]


class NoSuchNode(PeergraphError):
    """No node of the graph has this identifier."""

    code = "NOT_FOUND"
    status = 404

    def __init__(self, kind: str, identifier: str) -> None:
        super().__init__(
            f"This graph has no {kind} with the id {identifier[:200]!r}: use `search` for its title or name."
        )


class Arguments(BaseModel):
    """The arguments of a tool. JSON Schema is derived from the fields, whose descriptions the model reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def variables(self) -> dict[str, Any]:
        """The variables of the query; each has the name of its argument."""
        return self.model_dump(mode="json", by_alias=True)


ArgumentsT = TypeVar("ArgumentsT", bound=Arguments)


@dataclass(frozen=True, slots=True)
class Tool(Generic[ArgumentsT]):
    """A tool. `document` is a constant query; `result` shortens its data, and raises NoSuchNode."""

    name: str
    title: str
    description: str
    arguments: type[ArgumentsT]
    document: str
    result: Callable[[Data, ArgumentsT], dict[str, Any]]

    def read(self, arguments: Mapping[str, Any]) -> ArgumentsT:
        """Valid arguments. Raises BadInput with one sentence on the first invalid one."""
        try:
            return self.arguments.model_validate(arguments)
        except ValidationError as error:
            raise BadInput(self._sentence(error)) from None

    def _sentence(self, error: ValidationError) -> str:
        """What is wrong with the first invalid argument; its value only if that is a number."""
        first = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"])[:80]
        if first["type"] == "extra_forbidden":
            names = self.arguments.model_json_schema()["properties"]
            return f"`{self.name}` has no argument {name!r}: it has {', '.join(names)}."
        if first["type"] == "missing":
            return f"`{self.name}` needs the argument `{name}`."
        value = first["input"]
        shown = f" is {value!r}" if isinstance(value, int | float) and abs(value) < 1e15 else ""
        return f"`{name}`{shown}: {first['msg'][:1].lower()}{first['msg'][1:]}."


def compact(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result without null, and below its own keys without empty lists and objects."""
    return {key: _pruned(each) for key, each in result.items() if each is not None}


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        items = ((key, _pruned(each)) for key, each in cast("dict[str, Any]", value).items())
        return {key: each for key, each in items if each not in (None, [], {})}
    if isinstance(value, list):
        return [_pruned(each) for each in cast("list[Any]", value)]
    return value
