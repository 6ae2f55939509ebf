"""The parameters of a map in a URL, as in `ResearchMap.permalink`."""

from collections.abc import Sequence
from typing import Any

from starlette.datastructures import QueryParams

from maps.options import DEFAULTS, integer, options

#: The attributes of `<research-map>` for its appearance, which the URL of a frame may have.
APPEARANCE = ("theme", "locale", "shade")


def map_params(around: Sequence[str], query: QueryParams) -> dict[str, Any]:
    """The variables `around` and `options` of `researchMap`. Raises BadInput, naming the parameter."""
    year = {name: integer(query[name], name) for name in ("from", "to") if query.get(name)}
    values = options({**_plain(query), "year": year}, within="")
    kinds = list(values.kinds)
    variables: dict[str, Any] = {"kinds": kinds, "network": values.network, "nodes": values.nodes, "hops": values.hops}
    return {"around": list(around), "options": {**variables, "year": year} if year else variables}


def attributes(around: Sequence[str], query: QueryParams) -> dict[str, str]:
    """The same parameters as attributes of `<research-map>`."""
    names = ("kinds", "nodes", "hops", "from", "to", "network", *APPEARANCE)
    return {"around": " ".join(around), **{name: query[name][:200] for name in names if query.get(name)}}


def _plain(query: QueryParams) -> dict[str, Any]:
    kinds = [kind.strip().upper() for kind in query.get("kinds", "").split(",") if kind.strip()]
    return {
        "kinds": kinds or None,
        "network": query["network"].upper() if query.get("network") else None,
        "nodes": integer(query.get("nodes") or str(DEFAULTS.nodes), "nodes"),
        "hops": integer(query.get("hops") or str(DEFAULTS.hops), "hops"),
    }
