"""Queries named by the hash of their text: sent once in full, and by the hash from then on, also by GET.

Source: automatic persisted queries, as Apollo Client and urql send them,
https://www.apollographql.com/docs/apollo-server/performance/apq
"""

import hashlib
from typing import Any, Final, cast

from cachetools import LRUCache

from endpoints.request_body import BadRequest
from errors import PeergraphError

#: Characters of the texts that are remembered, and of the longest of them.
MAX_CACHED_CHARACTERS: Final = 1_000_000
MAX_DOCUMENT: Final = 20_000
_TEXTS: Final[LRUCache[str, str]] = LRUCache(MAX_CACHED_CHARACTERS, len)


class NotPersisted(PeergraphError):
    """The hash is of no text that is known. Clients know the message and the code, and send the text."""

    code = "PERSISTED_QUERY_NOT_FOUND"
    status = 200

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


def text_of(query: object, extensions: object) -> object:
    """The query, or the one that `extensions.persistedQuery` names. Raises NotPersisted, or BadRequest for a hash that
    is not the query's."""
    named = cast("dict[str, Any]", extensions).get("persistedQuery") if isinstance(extensions, dict) else None
    found = cast("dict[str, Any]", named).get("sha256Hash") if isinstance(named, dict) else None
    if not isinstance(found, str):
        return query
    if query is None:
        if (known := _TEXTS.get(found.lower())) is None:
            raise NotPersisted
        return known
    return _remember(query, found.lower()) if isinstance(query, str) else query


def _remember(query: str, named: str) -> str:
    if hashlib.sha256(query.encode(errors="surrogatepass")).hexdigest() != named:
        raise BadRequest("`extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`.")
    if len(query) <= MAX_DOCUMENT:
        _TEXTS[named] = query
    return query
