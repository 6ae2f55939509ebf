"""Client of OpenAlex's API: cursor paging, API key, rate limit.

Source: OpenAlex documentation, "Page through results", "Authentication", "Error handling", "Authorships".
"""

import asyncio
import re
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
from ingest.chunk_parser import Chunk
from ingest.sources import Source

ADDRESS: Final = "https://api.openalex.org"
#: Records per page, as documented; some mirrors accept more or less. A refused size is halved.
DEFAULT_PAGE_SIZE: Final = 100
#: Values in one filter. The API accepts 100, and addresses of 4 kB.
MAX_FILTER_VALUES: Final = 50
#: Length at which lists truncate bylines, not always with a mark.
MAX_LISTED_AUTHORS: Final = 100
#: Page that issues API keys.
KEY_PAGE: Final = "https://openalex.org/settings/api"
#: Seconds between two requests; the API allows ten requests a second.
REQUEST_INTERVAL: Final = 0.1
#: Seconds before each retry when the API is unavailable or busy and sends no `Retry-After`.
RETRY_DELAYS: Final = (1.0, 2.0, 5.0, 15.0, 30.0)
#: Maximum `Retry-After` in seconds. An exhausted daily quota lasts until midnight UTC.
MAX_DELAY: Final = 300.0

_COLLECTIONS: Final = {
    "W": "works", "A": "authors", "I": "institutions", "S": "sources", "T": "topics", "C": "concepts",
    "subfield": "subfields", "field": "fields", "domain": "domains",
}  # fmt: skip
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_TOO_LARGE_MESSAGE: Final = re.compile(r"\b(?:response|object|payload|body)\b[^.]{0,20}\btoo large", re.IGNORECASE)
_PAGE_SIZE_MESSAGE: Final = re.compile(r"\bper[-_ ]?page\b", re.IGNORECASE)
_UNKNOWN_MESSAGE: Final = re.compile(r"\b(?:unknown|unrecognized|not (?:a )?valid|invalid parameter)\b", re.IGNORECASE)
#: Names of the parameter for the page size. OpenAlex accepts both, some mirrors only one.
_PAGE_SIZE_NAMES: Final = ("per-page", "per_page")


class ApiError(PeergraphError):
    """The API refused the request or did not respond; the message states what to do."""


class NotFound(ApiError):
    """The API has no such record."""


class TooLarge(ApiError):
    """The response would exceed the size that the API sends; request fewer records."""


class BadPage(ApiError):
    """The API refused the page size or the name of its parameter."""


@dataclass(slots=True)
class Api:
    """The API's address and access. `key` raises its limits; `retry_delays` are seconds before each retry, `interval`
    is the minimum of seconds between two requests."""

    address: str = ADDRESS
    key: str | None = None
    retry_delays: Sequence[float] = RETRY_DELAYS
    interval: float = REQUEST_INTERVAL
    _next_request: float = field(default=0.0, init=False)

    async def get(self, client: httpx.AsyncClient, path: str, params: Mapping[str, str | int]) -> Any:
        """The response as JSON; retries while the API is busy. Raises ApiError."""
        for delay in (*self.retry_delays, None):
            await asyncio.sleep(max(0.0, self._next_request - time.monotonic()))
            self._next_request = time.monotonic() + self.interval
            try:
                response = await client.get(f"{self.address}/{path}", params=self._signed(params))
            except httpx.HTTPError as error:
                if delay is None:
                    raise ApiError(f"{self.address} cannot be reached ({error or type(error).__name__}).") from error
                await asyncio.sleep(delay)
                continue
            if _is_too_large(response):
                raise TooLarge(
                    f"OpenAlex answered {response.status_code} to {response.request.url.path}: {_message(response)}."
                )
            if response.is_success:
                return _json(response)
            if response.status_code not in _BUSY or delay is None:
                raise self._error(response)(self._refusal(response))
            await asyncio.sleep(self._wait(response, delay))
        raise AssertionError

    def _signed(self, params: Mapping[str, str | int]) -> dict[str, str | int]:
        return {**params, **({"api_key": self.key} if self.key else {})}

    def _wait(self, response: httpx.Response, delay: float) -> float:
        """Seconds until the retry: `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3), else `delay`."""
        retry_after = response.headers.get("Retry-After")
        if retry_after is None:
            return delay
        try:
            date = None if retry_after.isdigit() else parsedate_to_datetime(retry_after)
        except ValueError:
            return delay
        seconds = float(retry_after) if date is None else (date - datetime.now(UTC)).total_seconds()
        if seconds > MAX_DELAY:
            raise ApiError(
                f"OpenAlex asks to wait {seconds / 60:,.0f} minutes: run the same command again then, stored records"
                f" stay.{self._key_hint()}"
            )
        return max(seconds, 0.0)

    def _error(self, response: httpx.Response) -> type[ApiError]:
        if response.status_code == 404:
            return NotFound
        bad = response.status_code == 400 and _PAGE_SIZE_MESSAGE.search(_message(response))
        return BadPage if bad else ApiError

    def _refusal(self, response: httpx.Response) -> str:
        if response.status_code in {401, 403}:
            advice = "check OPENALEX_API_KEY." if self.key else f"it needs a key.{self._key_hint()}"
            return f"OpenAlex refused the request ({response.status_code}): {advice}"
        sentence = (
            f"OpenAlex answered {response.status_code} to {response.request.url.path}: {_message(response)}".rstrip(
                ": ."
            )
        )
        hint = self._key_hint() if response.status_code == 429 else ""
        return f"{sentence}.{hint}"

    def _key_hint(self) -> str:
        return "" if self.key else f" Get a free key at {KEY_PAGE} and set OPENALEX_API_KEY to it."


def _message(response: httpx.Response) -> str:
    """The error message of the API."""
    try:
        body: Any = orjson.loads(response.content)
        return str(body.get("message") or body.get("error") or "")
    except (orjson.JSONDecodeError, AttributeError):
        return response.text[:200]


def _is_too_large(response: httpx.Response) -> bool:
    """Whether the response reports that the result is too large, with any status; a retry would not help."""
    is_data = response.is_success and (b'"results"' in response.content or b'"id"' in response.content)
    return not is_data and bool(_TOO_LARGE_MESSAGE.search(response.text[:10_000]))


def _json(response: httpx.Response) -> Any:
    try:
        return orjson.loads(response.content)
    except orjson.JSONDecodeError as error:
        raise ApiError(f"{response.request.url.path} does not respond like OpenAlex's API.") from error


def search_works(api: Api, *, search: str | None, filters: str | None, limit: int | None) -> Source:
    """The works that match a search, a filter or both, at most `limit`."""
    params = {name: value for name, value in (("search", search), ("filter", filters)) if value}
    return Source(f"{api.address}/works", lambda: _pages(api, "works", params, limit), limit)


def by_ids(api: Api, ids: Sequence[str], limit: int | None = None) -> list[Source]:
    """The records with these ids, of any entity: OpenAlex keys, and for works DOIs, arXiv and PubMed ids.

    Raises BadInput for any other text.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for text in ids[:limit]:
        groups.setdefault(_query_for(text)[:2], []).append(_query_for(text)[2])
    return [
        _batch(api, collection, filter_name, values[first : first + MAX_FILTER_VALUES])
        for (collection, filter_name), values in groups.items()
        for first in range(0, len(values), MAX_FILTER_VALUES)
    ]


def _batch(api: Api, collection: str, filter_name: str, values: list[str]) -> Source:
    params = {"filter": f"{filter_name}:{'|'.join(values)}"}
    return Source(f"{api.address}/{collection}", lambda: _pages(api, collection, params, None), len(values))


def _query_for(text: str) -> tuple[str, str, str]:
    """Collection, filter and value that find the record with the id."""
    if (value := openalex.parse(text)) is not None:
        level = value.partition(":")
        return _COLLECTIONS[level[0] if level[1] else value[0]], "openalex", level[2] or value
    if (value := arxiv.parse(text)) is not None:
        return "works", "doi", f"10.48550/arxiv.{value}"
    if (value := doi.parse(text)) is not None:
        return "works", "doi", value
    if (value := pmid.parse(text)) is not None:
        return "works", "pmid", value
    raise BadInput(f"--ids: {text!r} is not an OpenAlex key, DOI, arXiv id or PubMed id.")


async def _pages(api: Api, collection: str, params: Mapping[str, str], limit: int | None) -> AsyncIterator[Chunk]:
    """The pages, until the cursor ends or the limit is reached."""
    cursor, count = "*", 0
    page_size = PageSize()
    source = f"{api.address}/{collection}?{'&'.join(f'{key}={value}' for key, value in params.items())}"
    async with httpx.AsyncClient(timeout=60.0, follow_redirects=True) as client:
        while cursor and (limit is None or count < limit):
            page_limit = DEFAULT_PAGE_SIZE if limit is None else limit - count
            page = await page_size.get(api, client, collection, {**params, "cursor": cursor}, page_limit)
            try:
                results, cursor = page["results"][:page_limit], page["meta"]["next_cursor"]
            except (KeyError, TypeError) as error:
                raise ApiError(f"{api.address}/{collection} does not respond like OpenAlex's API.") from error
            if not results:
                return
            records = [await _full_record(api, client, collection, record) for record in results]
            yield Chunk(source, count + 1, [orjson.dumps(record) for record in records], position=count + len(records))
            count += len(records)


@dataclass(slots=True)
class PageSize:
    """The page size and the name of its parameter. A refused size or name is not requested again."""

    records: int = DEFAULT_PAGE_SIZE
    name: str = _PAGE_SIZE_NAMES[0]

    async def get(
        self, api: Api, client: httpx.AsyncClient, collection: str, params: Mapping[str, str], limit: int
    ) -> Any:
        """A page of at most `limit` records. Raises ApiError when a page of one record is refused too."""
        while True:
            size = min(self.records, limit)
            try:
                return await api.get(client, collection, {**params, self.name: size})
            except BadPage as error:
                if _UNKNOWN_MESSAGE.search(str(error)) and self.name != _PAGE_SIZE_NAMES[1]:
                    self.name = _PAGE_SIZE_NAMES[1]
                elif size == 1:
                    raise
                else:
                    self.records = size // 2
            except TooLarge:
                if size == 1:
                    raise
                self.records = size // 2


async def _full_record(api: Api, client: httpx.AsyncClient, collection: str, record: Any) -> Any:
    """The record, requested alone where the list may have truncated its byline. Where that fails, the list's record,
    marked as truncated so that it does not replace a longer byline."""
    byline: Any = record.get("authorships") or ()
    is_cut = record.get("is_authors_truncated") is True or len(byline) == MAX_LISTED_AUTHORS
    key = openalex.parse(record.get("id") or "") if collection == "works" and is_cut else None
    if key is None:
        return record
    try:
        return await api.get(client, f"works/{key}", {})
    except (NotFound, TooLarge):
        return {**record, "is_authors_truncated": True}
