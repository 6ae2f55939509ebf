"""OpenAlex's live API: cursor paging, its key, its rate limit.

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
from ingest.parsing import Chunk
from ingest.sources import Source

ADDRESS: Final = "https://api.openalex.org"
#: Records a page: 100 is documented, 200 is what it took before and mirrors may take. A refused size is halved.
PAGE: Final = 100
#: Values in one filter: it takes 100, and an address of 4 kB.
VALUES: Final = 50
#: Authors at which lists cut bylines off, without saying so.
BYLINE: Final = 100
#: Where a key is to be had.
KEYS: Final = "https://openalex.org/settings/api"
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
_TOO_LARGE: Final = re.compile(r"\b(?:response|object|payload|body)\b[^.]{0,20}\btoo large", re.IGNORECASE)
_PAGE_SIZE: Final = re.compile(r"\bper[-_ ]?page\b", re.IGNORECASE)
_UNKNOWN: Final = re.compile(r"\b(?:unknown|unrecognized|not (?:a )?valid|invalid parameter)\b", re.IGNORECASE)
#: Names of the parameter for the size of a page: both are taken today, mirrors may know one of them.
_SIZES: Final = ("per-page", "per_page")


class ApiError(PeergraphError):
    """The API refused, or did not answer: the message says what to do."""


class NotFound(ApiError):
    """The API has no such record."""


class TooLarge(ApiError):
    """The answer is larger than the API sends, whatever status it gives that: ask for less."""


class BadPage(ApiError):
    """The API refused the size of the page, or the name of its parameter."""


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
            if _is_too_large(answer):
                raise TooLarge(
                    f"OpenAlex answered {answer.status_code} to {answer.request.url.path}: {_message(answer)}."
                )
            if answer.is_success:
                return _json(answer)
            if answer.status_code not in _BUSY or pause is None:
                raise self._error(answer)(self._refusal(answer))
            await asyncio.sleep(self._wait(answer, pause))
        raise AssertionError

    def _signed(self, parameters: Mapping[str, str | int]) -> dict[str, str | int]:
        return {**parameters, **({"api_key": self.key} if self.key else {})}

    def _wait(self, answer: httpx.Response, pause: float) -> float:
        """Seconds to wait: what `Retry-After` says, in seconds or as a date (RFC 9110, section 10.2.3)."""
        by_ids = answer.headers.get("Retry-After")
        if by_ids is None:
            return pause
        try:
            date = None if by_ids.isdigit() else parsedate_to_datetime(by_ids)
        except ValueError:
            return pause
        seconds = float(by_ids) if date is None else (date - datetime.now(UTC)).total_seconds()
        if seconds > PATIENCE:
            raise ApiError(
                f"OpenAlex asks to wait {seconds / 60:,.0f} minutes: run the same command again then, what came is kept"
                f".{self._key_hint()}"
            )
        return max(seconds, 0.0)

    def _error(self, answer: httpx.Response) -> type[ApiError]:
        if answer.status_code == 404:
            return NotFound
        bad = answer.status_code == 400 and _PAGE_SIZE.search(_message(answer))
        return BadPage if bad else ApiError

    def _refusal(self, answer: httpx.Response) -> str:
        if answer.status_code in {401, 403}:
            advice = "check OPENALEX_API_KEY." if self.key else f"it needs a key.{self._key_hint()}"
            return f"OpenAlex refused the request ({answer.status_code}): {advice}"
        text = f"OpenAlex answered {answer.status_code} to {answer.request.url.path}: {_message(answer)}".rstrip(": .")
        hint = self._key_hint() if answer.status_code == 429 else ""
        return f"{text}.{hint}"

    def _key_hint(self) -> str:
        return "" if self.key else f" A key is free at {KEYS}: set OPENALEX_API_KEY to it."


def _message(answer: httpx.Response) -> str:
    """What the API says is wrong."""
    try:
        body: Any = orjson.loads(answer.content)
        return str(body.get("message") or body.get("error") or "")
    except (orjson.JSONDecodeError, AttributeError):
        return answer.text[:200]


def _is_too_large(answer: httpx.Response) -> bool:
    """Whether the answer says that it would be too large, which is no reason to try again; with status 200 too."""
    held = answer.is_success and (b'"results"' in answer.content or b'"id"' in answer.content)
    return not held and bool(_TOO_LARGE.search(answer.text[:10_000]))


def _json(answer: httpx.Response) -> Any:
    try:
        return orjson.loads(answer.content)
    except orjson.JSONDecodeError as error:
        raise ApiError(f"{answer.request.url.path} does not answer as OpenAlex's API does.") from error


def search_works(api: Api, *, search: str | None, filters: str | None, limit: int | None) -> Source:
    """The works that a search, a filter or both find, at most `limit` of them."""
    wanted = {name: value for name, value in (("search", search), ("filter", filters)) if value}
    return Source(f"{api.address}/works", lambda: _pages(api, "works", wanted, limit), limit)


def by_ids(api: Api, ids: Sequence[str], limit: int | None = None) -> list[Source]:
    """The records of these ids, of any entity: OpenAlex keys, and DOIs, arXiv and PubMed ids for works.

    Raises BadInput on what is none of these.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for text in ids[:limit]:
        groups.setdefault(_query_for(text)[:2], []).append(_query_for(text)[2])
    return [
        _batch(api, collection, filtered, values[first : first + VALUES])
        for (collection, filtered), values in groups.items()
        for first in range(0, len(values), VALUES)
    ]


def _batch(api: Api, collection: str, filtered: str, values: list[str]) -> Source:
    wanted = {"filter": f"{filtered}:{'|'.join(values)}"}
    return Source(f"{api.address}/{collection}", lambda: _pages(api, collection, wanted, None), len(values))


def _query_for(text: str) -> tuple[str, str, str]:
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
    size = PageSize()
    name = f"{api.address}/{collection}?{'&'.join(f'{key}={value}' for key, value in wanted.items())}"
    async with httpx.AsyncClient(timeout=60.0, follow_redirects=True) as client:
        while cursor and (limit is None or seen < limit):
            room = PAGE if limit is None else limit - seen
            page = await size.get(api, client, collection, {**wanted, "cursor": cursor}, room)
            try:
                results, cursor = page["results"][:room], page["meta"]["next_cursor"]
            except (KeyError, TypeError) as error:
                raise ApiError(f"{api.address}/{collection} does not answer as OpenAlex's API does.") from error
            if not results:
                return
            records = [await _full_record(api, client, collection, record) for record in results]
            yield Chunk(name, seen + 1, [orjson.dumps(record) for record in records], position=seen + len(records))
            seen += len(records)


@dataclass(slots=True)
class PageSize:
    """How many records to ask for at a time, and under which name: what is refused is not asked for again."""

    records: int = PAGE
    name: str = _SIZES[0]

    async def get(
        self, api: Api, client: httpx.AsyncClient, collection: str, parameters: Mapping[str, str], room: int
    ) -> Any:
        """The page, at most `room` records of it. Raises ApiError when the smallest page is refused too."""
        while True:
            size = min(self.records, room)
            try:
                return await api.get(client, collection, {**parameters, self.name: size})
            except BadPage as error:
                if _UNKNOWN.search(str(error)) and self.name != _SIZES[1]:
                    self.name = _SIZES[1]
                elif size == 1:
                    raise
                else:
                    self.records = size // 2
            except TooLarge:
                if size == 1:
                    raise
                self.records = size // 2


async def _full_record(api: Api, client: httpx.AsyncClient, collection: str, record: Any) -> Any:
    """The record; asked for by itself where the list may have cut its byline short. Where that fails, the list's record
    stays, marked as cut short so that it replaces no longer byline."""
    byline: Any = record.get("authorships") or ()
    cut = record.get("is_authors_truncated") is True or len(byline) == BYLINE
    key = openalex.parse(record.get("id") or "") if collection == "works" and cut else None
    if key is None:
        return record
    try:
        return await api.get(client, f"works/{key}", {})
    except (NotFound, TooLarge):
        return {**record, "is_authors_truncated": True}
