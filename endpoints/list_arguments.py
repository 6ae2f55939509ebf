"""The arguments of complete lists as files: those of GraphQL, as JSON, in the query string or in one object by POST."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote

from graphql import GraphQLArgument, GraphQLError
from graphql.utilities import (
    coerce_input_value,  # pyright: ignore[reportUnknownVariableType]
    validate_input_value,  # pyright: ignore[reportUnknownVariableType]
)
from starlette.requests import Request

from endpoints.request_body import check_body, json_body, parse_json
from errors import BadInput
from graphdb.paper import ALL
from graphdb.store import Store
from loaders import references

Arguments = Mapping[str, GraphQLArgument]


async def params_of(http: Request, arguments: Arguments) -> Mapping[str, Any]:
    """The values of the arguments, as JSON has them. A list of names needs no brackets in a query string. Raises
    BadRequest, and BadInput for other names."""
    if http.method == "POST":
        params = await json_body(http)
        check_body(http, imports=False)
        if not isinstance(params, dict):
            raise BadInput('The body must be one JSON object, such as {"filter": {"year": {"from": 2020}}}.')
    else:
        texts = http.query_params
        params = {name: _value(texts[name], name) for name in arguments if name in texts}
    if unknown := set(cast("dict[str, Any]", params)) - {*arguments}:
        listed = _listed([f"`{name}`" for name in arguments])
        raise BadInput(f"`{min(unknown)[:80]}` is no argument of this list: it has {listed}.")
    return cast("dict[str, Any]", params)


def coerced(params: Mapping[str, Any], arguments: Arguments) -> dict[str, Any]:
    """The coerced values of GraphQL. Raises BadInput with the argument and the path in it."""
    return {
        name: _coerce(name, params[name], argument)
        for name, argument in arguments.items()
        if params.get(name) is not None
    }


async def unknown_ids(store: Store, condition: Mapping[str, Any]) -> dict[str, str]:
    """A header with the ids in a filter of papers in normal form that are those of no node, percent-encoded."""
    missing = await references.unknown(store, list(references.of_filter(ALL, condition)))
    texts = sorted({each.text for each in missing})[: references.MAX_LISTED]
    return {"x-unknown-ids": " ".join(quote(text, safe=":/") for text in texts)} if texts else {}


def _value(text: str, name: str) -> object:
    is_names = name == "by" and text.replace(",", "").replace("_", "").isalpha()
    return text.split(",") if is_names else parse_json(text, f"`{name}`")


def _coerce(name: str, value: object, argument: GraphQLArgument) -> Any:
    def refuse(error: GraphQLError, path: list[str | int]) -> None:
        raise BadInput(f"`{'.'.join([name, *map(str, path)])}`: {error.message}")

    kind = cast("Any", argument).type
    try:
        validate_input_value(value, kind, refuse)
        return coerce_input_value(value, kind)
    except RecursionError as error:
        raise BadInput(f"`{name}` is nested too deeply.") from error


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
