"""What map an address asks for: the parameters of `ResearchMap.permalink`, read back."""

from collections.abc import Sequence
from typing import Any

from starlette.datastructures import QueryParams

from maps.options import USUAL, integer, options

#: The attributes of `<research-map>` that say how it looks, and that a frame's address may have.
LOOKS = ("theme", "locale")


def map_params(around: Sequence[str], query: QueryParams) -> dict[str, Any]:
    """The variables `around` and `options` of `researchMap`. Raises BadInput, naming the parameter."""
    year = {name: integer(query[name], name) for name in ("from", "to") if query.get(name)}
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
        "nodes": integer(query.get("nodes") or str(USUAL.nodes), "nodes"),
        "hops": integer(query.get("hops") or str(USUAL.hops), "hops"),
    }
