"""Automatic persisted queries: a client sends the text once, and its hash afterwards, also by GET.

Source: the protocol of Apollo Client and urql,
https://www.apollographql.com/docs/apollo-server/performance/apq
"""

import hashlib
from typing import Any, Final, cast

from cachetools import LRUCache

from endpoints.request_body import BadRequest
from errors import PeergraphError

#: Characters of all cached documents, and of the longest of them.
MAX_CACHED_CHARACTERS: Final = 1_000_000
MAX_DOCUMENT: Final = 20_000
_TEXTS: Final[LRUCache[str, str]] = LRUCache(MAX_CACHED_CHARACTERS, len)


class NotPersisted(PeergraphError):
    """No document with this hash is cached. Clients recognise the message and the code, and send the text."""

    code = "PERSISTED_QUERY_NOT_FOUND"
    status = 200

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


def text_of(query: object, extensions: object) -> object:
    """The query, or the one with the hash in `extensions.persistedQuery` for a missing or empty query. Raises
    NotPersisted, or BadRequest for a hash that does not match the query."""
    persisted = cast("dict[str, Any]", extensions).get("persistedQuery") if isinstance(extensions, dict) else None
    digest = cast("dict[str, Any]", persisted).get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(digest, str):
        return query
    if not query:
        if (text := _TEXTS.get(digest.lower())) is None:
            raise NotPersisted
        return text
    return _remember(query, digest.lower()) if isinstance(query, str) else query


def _remember(query: str, digest: str) -> str:
    if hashlib.sha256(query.encode(errors="surrogatepass")).hexdigest() != digest:
        raise BadRequest("`extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`.")
    if len(query) <= MAX_DOCUMENT:
        _TEXTS[digest] = query
    return query
