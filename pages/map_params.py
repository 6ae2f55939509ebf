"""What map an address asks for: the parameters of `ResearchMap.permalink`, read back."""

from collections.abc import Sequence
from typing import Any

from starlette.datastructures import QueryParams

from errors import BadInput
from maps.options import USUAL, options

#: The attributes of `<research-map>` that say how it looks, and that a frame's address may have.
LOOKS = ("theme", "locale")


def map_params(around: Sequence[str], query: QueryParams) -> dict[str, Any]:
    """The variables `around` and `options` of `researchMap`. Raises BadInput, naming the parameter."""
    year = {name: _integer(query[name], name) for name in ("from", "to") if query.get(name)}
    wanted = options({**_plain(query), "year": year}, within="")
    given: dict[str, Any] = {"kinds": list(wanted.kinds), "nodes": wanted.nodes, "hops": wanted.hops}
    return {"around": list(around), "options": {**given, "year": year} if year else given}


def attributes(around: Sequence[str], query: QueryParams) -> dict[str, str]:
    """The same wish as attributes of `<research-map>`."""
    names = ("kinds", "nodes", "hops", "from", "to", *LOOKS)
    return {"around": " ".join(around), **{name: query[name][:200] for name in names if query.get(name)}}


def _plain(query: QueryParams) -> dict[str, Any]:
    kinds = [kind.strip().upper() for kind in query.get("kinds", "").split(",") if kind.strip()]
    return {
        "kinds": kinds or None,
        "nodes": _integer(query.get("nodes") or str(USUAL.nodes), "nodes"),
        "hops": _integer(query.get("hops") or str(USUAL.hops), "hops"),
    }


def _integer(text: str, name: str) -> int:
    try:
        return int(text) if len(text) < 12 else int("")
    except ValueError as error:
        raise BadInput(f"`{name}` is {text[:80]!r}: it must be a whole number.") from error
