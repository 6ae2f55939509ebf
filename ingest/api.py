"""OpenAlex's live API: cursor paging, its key, its rate limit.

Source: OpenAlex documentation, "Get lists of entities: paging", "Rate limits and authentication", "Filters".
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx
import orjson

from errors import BadInput, PeergraphError
from identifiers import arxiv, doi, openalex, pmid
from ingest.parsing import Chunk
from ingest.sources import Source

ADDRESS: Final = "https://api.openalex.org"
#: Records a page, the most that the API gives, and values in one filter, the most that it takes.
PAGE: Final = 200
VALUES: Final = 50
#: Seconds between two requests: ten a second are allowed.
SPACING: Final = 0.1
#: Seconds before each new try when the API is out of order or busy and does not say how long.
PAUSES: Final = (1.0, 2.0, 5.0, 15.0, 30.0)
#: Seconds that it may ask to wait before this gives up: a used-up day lasts until midnight UTC.
PATIENCE: Final = 300.0

_COLLECTIONS: Final = {
    "W": "works", "A": "authors", "I": "institutions", "S": "sources", "T": "topics", "C": "concepts",
    "subfield": "subfields", "field": "fields", "domain": "domains",
}  # fmt: skip
_BUSY: Final = frozenset({429, 500, 502, 503, 504})


class ApiError(PeergraphError):
    """The API refused, or did not answer: the message says what to do."""


@dataclass(slots=True)
class Api:
    """How to reach the API. `key` raises its limits; `pauses` are seconds before each new try."""

    address: str = ADDRESS
    key: str | None = None
    pauses: Sequence[float] = PAUSES
    spacing: float = SPACING
    _free: float = field(default=0.0, init=False)

    async def get(self, client: httpx.AsyncClient, path: str, parameters: Mapping[str, str | int]) -> Any:
        """The answer as JSON, tried again while the API is busy. Raises ApiError."""
        for pause in (*self.pauses, None):
            await asyncio.sleep(max(0.0, self._free - time.monotonic()))
            self._free = time.monotonic() + self.spacing
            try:
                answer = await client.get(f"{self.address}/{path}", params=self._signed(parameters))
            except httpx.HTTPError as error:
                if pause is None:
                    raise ApiError(f"{self.address} cannot be reached ({error or type(error).__name__}).") from error
                await asyncio.sleep(pause)
                continue
            if answer.is_success:
                return orjson.loads(answer.content)
            if answer.status_code not in _BUSY or pause is None:
                raise _refusal(answer)
            await asyncio.sleep(_wait(answer, pause))
        raise AssertionError

    def _signed(self, parameters: Mapping[str, str | int]) -> dict[str, str | int]:
        return {**parameters, **({"api_key": self.key} if self.key else {})}


def _wait(answer: httpx.Response, pause: float) -> float:
    """Seconds to wait: what `Retry-After` says, in seconds or as a date (RFC 9110, section 10.2.3)."""
    said = answer.headers.get("Retry-After")
    if said is None:
        return pause
    try:
        seconds = float(said) if said.isdigit() else (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
    except ValueError:
        return pause
    if seconds > PATIENCE:
        raise ApiError(
            f"OpenAlex asks to wait {seconds / 60:,.0f} minutes: run the same command again then, what came is kept."
        )
    return max(seconds, 0.0)


def _refusal(answer: httpx.Response) -> ApiError:
    if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        return ApiError(f"OpenAlex refused the request ({answer.status_code}): check OPENALEX_API_KEY.")
    try:
        body: Any = orjson.loads(answer.content)
        said = body.get("message") or body.get("error") or ""
    except (orjson.JSONDecodeError, AttributeError):
        said = answer.text[:200]
    return ApiError(f"OpenAlex answered {answer.status_code} to {answer.request.url.path}: {said}".rstrip(": ") + ".")


def found_by(api: Api, *, search: str | None, filters: str | None, limit: int | None) -> Source:
    """The works that a search, a filter or both find, at most `limit` of them."""
    wanted = {name: value for name, value in (("search", search), ("filter", filters)) if value}
    return Source(f"{api.address}/works", lambda: _pages(api, "works", wanted, limit), limit)


def named(api: Api, ids: Sequence[str], limit: int | None = None) -> list[Source]:
    """The records of these ids, of any entity: OpenAlex keys, and DOIs, arXiv and PubMed ids for works.

    Raises BadInput on what is none of these.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for text in ids[:limit]:
        groups.setdefault(_asked(text)[:2], []).append(_asked(text)[2])
    return [
        _some(api, collection, filtered, values[first : first + VALUES])
        for (collection, filtered), values in groups.items()
        for first in range(0, len(values), VALUES)
    ]


def _some(api: Api, collection: str, filtered: str, values: list[str]) -> Source:
    wanted = {"filter": f"{filtered}:{'|'.join(values)}"}
    return Source(f"{api.address}/{collection}", lambda: _pages(api, collection, wanted, None), len(values))


def _asked(text: str) -> tuple[str, str, str]:
    """Collection, filter and value that find what the text names."""
    if (found := openalex.parse(text)) is not None:
        level = found.partition(":")
        return _COLLECTIONS[level[0] if level[1] else found[0]], "openalex", level[2] or found
    if (found := arxiv.parse(text)) is not None:
        return "works", "doi", f"10.48550/arxiv.{found}"
    if (found := doi.parse(text)) is not None:
        return "works", "doi", found
    if (found := pmid.parse(text)) is not None:
        return "works", "pmid", found
    raise BadInput(f"--ids: {text!r} is no OpenAlex key, DOI, arXiv id or PubMed id.")


async def _pages(api: Api, collection: str, wanted: Mapping[str, str], limit: int | None) -> AsyncIterator[Chunk]:
    """Page after page, until the cursor ends or the limit is reached."""
    cursor, seen = "*", 0
    async with httpx.AsyncClient(timeout=60.0, follow_redirects=True) as client:
        while cursor and (limit is None or seen < limit):
            size = PAGE if limit is None else min(PAGE, limit - seen)
            page = await api.get(client, collection, {**wanted, "per-page": size, "cursor": cursor})
            try:
                results, cursor = page["results"], page["meta"]["next_cursor"]
            except (KeyError, TypeError) as error:
                raise ApiError(f"{api.address}/{collection} does not answer as OpenAlex's API does.") from error
            if not results:
                return
            records = [await _whole(api, client, collection, record) for record in results]
            name = f"{api.address}/{collection}?{'&'.join(f'{key}={value}' for key, value in wanted.items())}"
            yield Chunk(name, seen + 1, [orjson.dumps(record) for record in records], position=seen + len(records))
            seen += len(records)


async def _whole(api: Api, client: httpx.AsyncClient, collection: str, record: Any) -> Any:
    """The record; asked for by itself where the list cut its byline short, as lists do after 100 authors."""
    if collection == "works" and record.get("is_authors_truncated") is True:
        return await api.get(client, f"works/{openalex.parse(record['id'])}", {})
    return record
