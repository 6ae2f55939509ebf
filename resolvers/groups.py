"""Groups and measures of many lists of papers at a time."""

import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from analytics import groups as statements
from analytics import ordering
from analytics.groups import GroupParams, Statement
from analytics.keys import KEYS, GroupKey, Keys
from analytics.measures import BY_YEAR, FAMILIES, Family
from analytics.ordering import GroupOrder, Sorts
from analytics.running import Rows, run
from analytics.source import Source
from errors import BadInput
from graphdb.projection import Window
from loaders import cursors, paging
from loaders.context import Context
from loaders.paper_list import PaperList
from resolvers.paper_sources import source_of

MAX_KEYS: Final = 2
#: The work for one list, as a cost: reading its papers, its groups by a key, a measure, numbers by year, and the papers
#: of a group.
LISTING: Final = 1_000
GROUPING: Final = 1_500
MEASURING: Final = 200
COUNTING: Final = 1_000
PAPERS: Final = 200
#: The usual number of years of a list.
YEARS: Final = 20

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Papers:
    """The list of papers of one parent; the id is empty for a list without one."""

    papers: PaperList
    parent: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of papers: the values of its keys, None for an unknown one, and how many papers it has."""

    of: Papers
    by: Keys
    values: tuple[str | None, ...]
    count: int
    cursor: str


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page of groups, or of the papers of a group, with their cursors. `total`: of the whole list."""

    window: Window
    items: list[Any]
    cursors: list[str]
    more: bool
    total: int
    exact: bool = True


Measured = Papers | Group


@dataclass(frozen=True, slots=True)
class GroupRequest:
    """The arguments of `groups`, in a hashable form."""

    by: tuple[GroupKey, ...]
    order: GroupOrder
    descending: bool
    unknown: bool
    size: int
    backwards: bool
    after: tuple[Any, ...] | None
    before: tuple[Any, ...] | None

    @property
    def params(self) -> GroupParams:
        """For the statement."""
        return GroupParams(self.by, self.order, self.descending, _window(self), self.unknown)

    @property
    def digest(self) -> int:
        """A number that identifies keys, order and unknown values in cursors."""
        return _digest(self.by, self.order, self.descending, self.unknown)


@dataclass(frozen=True, slots=True)
class PapersRequest:
    """The arguments of `papers` of a group, in a hashable form."""

    size: int
    backwards: bool
    after: tuple[Any, ...] | None
    before: tuple[Any, ...] | None


def group_request(arguments: Mapping[str, Any], limit: int) -> GroupRequest:
    """Reads the arguments of `groups`. Raises BadInput."""
    by = tuple(GroupKey(_name(each)) for each in arguments["by"])
    if not 1 <= len(by) <= MAX_KEYS:
        raise BadInput(f"`by` has {len(by)} keys: it must have one or {MAX_KEYS}.")
    if len(set(by)) < len(by):
        raise BadInput(f"`by` has {by[0].value} twice: give each key once.")
    order: Mapping[str, Any] = arguments.get("orderBy") or {}
    field = GroupOrder(_name(order.get("field", "COUNT")))
    descending = _name(order.get("direction", "DESC")) == "DESC"
    unknown = arguments.get("unknown") is not False
    digest = _digest(by, field, descending, unknown)
    ends = _ends(arguments, digest, ordering.groups(field, descending=descending))
    return GroupRequest(by, field, descending, unknown, *_size(arguments, limit), *ends)


def papers_request(arguments: Mapping[str, Any], limit: int) -> PapersRequest:
    """Reads the arguments of `papers` of a group. Raises BadInput."""
    return PapersRequest(*_size(arguments, limit), *_ends(arguments, _digest(), ordering.PAPERS))


def work(arguments: Mapping[str, Any]) -> int:
    """The work of the groups of one list."""
    return LISTING + GROUPING * len(arguments["by"])


async def group_pages(lists: Sequence[Papers], context: Context, request: GroupRequest) -> list[Page]:
    """The page of groups of each list."""

    async def pages(papers: PaperList, listed: Sequence[Papers]) -> list[Page]:
        source = await _source(context, papers, [each.parent for each in listed], Family.BASIC)
        rows = await run(source, statements.page_of_groups(source.base, request.params, single=len(listed) == 1), {})
        by_list = _by_number(rows)
        return [_group_page(each, request, by_list.get(number, []), source) for number, each in enumerate(listed)]

    return await _each(lists, lambda each: each.papers, pages)


async def paper_pages(groups: Sequence[Group], context: Context, request: PapersRequest) -> list[Page]:
    """The page of papers of each group, most cited first; its items are ids."""
    window, order = _window(request), _digest()

    def page(rows: Rows) -> Page:
        ids = [(row[2], cursors.encode(order, row[3:])) for row in rows if row[2] is not None]
        return _page(window, ids, rows[0][1] if rows else 0)

    async def pages(of: tuple[PaperList, Keys], listed: Sequence[Group]) -> list[Page]:
        rows = await _run(
            context, of, listed, lambda base: statements.page_of_papers(base, of[1], window, single=len(listed) == 1)
        )
        by_group = _by_number(rows)
        return [page(by_group.get(number, [])) for number in range(len(listed))]

    return await _each(groups, _kind, pages)


async def measures(measured: Sequence[Measured], context: Context, family: Family) -> list[Mapping[str, Any]]:
    """The measures of a family, by name, of each list or group."""
    declared = FAMILIES[family]

    async def values(of: tuple[PaperList, Keys], listed: Sequence[Measured]) -> list[Mapping[str, Any]]:
        if (few := await _of_few(context, of, listed, family)) is not None:
            return few
        rows = await _run(
            context, of, listed, lambda base: statements.measured(base, of[1], declared.statement), family
        )
        by_number = {row[0]: dict(zip(declared.none, row[1:], strict=True)) for row in rows}
        return [by_number.get(number, declared.none) for number in range(len(listed))]

    return await _each(measured, _kind, values)


async def _of_few(
    context: Context, of: tuple[PaperList, Keys], listed: Sequence[Measured], family: Family
) -> list[Mapping[str, Any]] | None:
    """The measures of lists with few papers, without a statement of DuckDB; None if they need one."""
    if of[1]:
        return None
    parents = [each.parent for each in listed if isinstance(each, Papers)]
    source = await _source(context, of[0], parents, family)
    return None if source.few is None else source.few.measures(family)


async def counts_by_year(lists: Sequence[Papers], context: Context) -> list[list[tuple[int, int, int]]]:
    """The years of each list, ascending, with its papers of the year, and the citations of all its papers by papers of
    the year."""

    async def years(papers: PaperList, listed: Sequence[Papers]) -> list[list[tuple[int, int, int]]]:
        source = await _source(context, papers, [each.parent for each in listed], Family.OWN)
        by_list = _by_number(await run(source, statements.over_base(source.base, BY_YEAR), {}))
        return [[(row[1], row[2], row[3]) for row in by_list.get(number, [])] for number in range(len(listed))]

    return await _each(lists, lambda each: each.papers, years)


async def _run(
    context: Context,
    of: tuple[PaperList, Keys],
    listed: Sequence[Measured],
    statement: Callable[[Statement], Statement],
    family: Family = Family.BASIC,
) -> Rows:
    """The rows of a statement over `scope`: these lists or groups, by their position."""
    parents = [each.parent if isinstance(each, Papers) else each.of.parent for each in listed]
    if not of[1]:
        source = await _source(context, of[0], parents, family)
        return await run(source, statement(source.base), {})
    numbers = {parent: number for number, parent in enumerate(dict.fromkeys(parents))}
    source = await _source(context, of[0], list(numbers), family)
    groups = [
        (numbers[each.of.parent], each.values[0], each.values[1] if len(each.values) > 1 else None)
        for each in listed
        if isinstance(each, Group)
    ]
    return await run(source, statement(source.base), {"requested": statements.requested_table(groups)})


async def _source(context: Context, papers: PaperList, parents: Sequence[str], family: Family) -> Source:
    return await source_of(context, papers, parents, citing=FAMILIES[family].citing)


async def _each(
    items: Sequence[Item], of: Callable[[Item], Any], batch: Callable[[Any, Sequence[Item]], Awaitable[list[Any]]]
) -> list[Any]:
    """The results of the items, one batch for those of each kind. Equal items, as of two aliases, share a result."""
    kinds: dict[Any, dict[Item, None]] = {}
    for item in items:
        kinds.setdefault(of(item), {})[item] = None
    results: dict[Item, Any] = {}
    for kind, distinct in kinds.items():
        results.update(zip(distinct, await batch(kind, list(distinct)), strict=True))
    return [results[item] for item in items]


def _kind(measured: Measured) -> tuple[PaperList, Keys]:
    return (measured.papers, ()) if isinstance(measured, Papers) else (measured.of.papers, tuple(measured.by))


def _group_page(of: Papers, request: GroupRequest, rows: Rows, source: Source) -> Page:
    """Rows: number, total, two values, papers, sort keys."""
    groups = [
        Group(of, request.by, row[2 : 2 + len(request.by)], row[4], cursors.encode(request.digest, row[5:]))
        for row in rows
        if row[4] is not None
    ]
    page = _page(_window(request), [(group, group.cursor) for group in groups], rows[0][1] if rows else 0)
    return Page(page.window, page.items, page.cursors, page.more, page.total, source.exact)


def _page(window: Window, items: list[tuple[Any, str]], total: int) -> Page:
    shown = window.cut(items)
    return Page(window, [item for item, _ in shown], [cursor for _, cursor in shown], len(items) > window.size, total)


def _by_number(rows: Rows) -> dict[int, Rows]:
    by_number: dict[int, Rows] = {}
    for row in rows:
        by_number.setdefault(row[0], []).append(row)
    return by_number


def _window(request: GroupRequest | PapersRequest) -> Window:
    after, before = (None if end is None else list(end) for end in (request.after, request.before))
    return Window(request.size, request.backwards, after, before)


def _size(arguments: Mapping[str, Any], limit: int) -> tuple[int, bool]:
    return paging.size(arguments, limit), arguments.get("last") is not None


def _ends(arguments: Mapping[str, Any], digest: int, sorts: Sorts) -> list[tuple[Any, ...] | None]:
    return [_keys(name, arguments.get(name), digest, sorts) for name in ("after", "before")]


def _keys(name: str, cursor: str | None, digest: int, sorts: Sorts) -> tuple[Any, ...] | None:
    if cursor is None:
        return None
    keys = cursors.decode_keys(name, cursor, digest, len(sorts), "`by`, `orderBy` or `unknown`")
    if not all(sort.matches(key) for sort, key in zip(sorts, keys, strict=True)):
        raise BadInput(f"`{name}` is not a cursor of this list: {cursor[:80]!r}.")
    return tuple(keys)


def _digest(by: Keys = (), *parts: object) -> int:
    return zlib.crc32(repr(("groups", *by, *parts)).encode())


def _name(value: Any) -> str:
    return str(getattr(value, "value", value))


def is_multiple(by: Keys) -> bool:
    """Whether a paper can be in several groups of these keys."""
    return any(KEYS[key].is_multiple for key in by)
