"""Columns of all papers as arrays, mapped from files that processes share, and measures that are computed from them: of
few papers they take a tenth of the time in which DuckDB plans a statement.

The measures are those of `analytics.measures`, by the same names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import duckdb
import numpy as np
import numpy.typing as npt

from analytics.measures import FAMILIES, Family
from citations import versions
from citations.versions import Damaged, Entries

#: The papers of all lists of a request up to which they are read from the columns.
MAX_PAPERS: Final = 2_000
#: The columns, with the statement of each value. -1 and 0 stand for unknown counts and years.
_COLUMNS: Final = {
    "paper": "paper::BIGINT", "citations": "citations::INTEGER", "self_citations": "self_citations::INTEGER",
    "reported": "coalesce(reported, -1)::BIGINT", "open": "open::BOOLEAN", "year": "coalesce(year, 0)::SMALLINT",
}  # fmt: skip

Array = npt.NDArray[Any]
Numbers = npt.NDArray[np.int64]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns by name, in the order of the papers' numbers."""

    arrays: Mapping[str, Array]

    def positions(self, papers: Numbers) -> Numbers | None:
        """The positions of papers by their numbers; None if one of them is missing."""
        numbers = self.arrays["paper"]
        if not len(papers) or not len(numbers):
            return None if len(papers) else np.empty(0, np.int64)
        at = np.minimum(np.searchsorted(numbers, papers), len(numbers) - 1)
        return at if bool((numbers[at] == papers).all()) else None


@dataclass(frozen=True, slots=True)
class ListedPapers:
    """The papers of each list, as positions in the columns."""

    columns: Columns
    lists: Sequence[Numbers]

    def measures(self, family: Family) -> list[Values] | None:
        """The measures of a family of each list; None for a family that needs edges."""
        measure = _MEASURES.get(family)
        if measure is None:
            return None
        none = FAMILIES[family].none
        return [measure(self.columns.arrays, positions) if len(positions) else none for positions in self.lists]


def write(connection: duckdb.DuckDBPyConnection, folder: Path, papers: str) -> Entries:
    """Write the columns of a table of papers; their entries in the manifest."""
    entries: Entries = {}
    for name, value in _COLUMNS.items():
        rows = cast("Any", connection.execute(f"SELECT {value} AS value FROM {papers} ORDER BY paper")).fetchnumpy()
        path = folder / f"{name}.npy"
        np.save(path, rows["value"])
        entries[path.name] = {"sha256": versions.checksum(path)}
    return entries


def load(folder: Path, entries: Entries) -> Columns:
    """Map the columns and verify their checksums. Raises Damaged, OSError and KeyError."""
    arrays: dict[str, Array] = {}
    for name in _COLUMNS:
        path = folder / f"{name}.npy"
        if versions.checksum(path) != entries[path.name]["sha256"]:
            raise Damaged(f"{path} does not have the checksum that it was written with: rebuild the index.")
        arrays[name] = np.load(path, mmap_mode="r")
    return Columns(arrays)


def _basic(arrays: Mapping[str, Array], at: Numbers) -> Values:
    citations, reported, years = arrays["citations"][at], arrays["reported"][at], arrays["year"][at]
    reported, years = reported[reported >= 0], years[years != 0]
    return {
        "papers": len(at),
        "citations": float(citations.sum(dtype=np.int64)),
        "meanCitations": float(citations.mean()),
        "medianCitations": float(np.median(citations)),
        "maxCitations": int(citations.max()),
        "reportedCitations": float(reported.sum()) if len(reported) else None,
        "meanReportedCitations": float(reported.mean()) if len(reported) else None,
        "medianReportedCitations": float(np.median(reported)) if len(reported) else None,
        "maxReportedCitations": int(reported.max()) if len(reported) else None,
        "openAccessShare": float(arrays["open"][at].mean()),
        "firstYear": int(years.min()) if len(years) else None,
        "lastYear": int(years.max()) if len(years) else None,
    }


def _ranked(arrays: Mapping[str, Array], at: Numbers) -> Values:
    ranked = np.sort(arrays["citations"][at])[::-1]
    places = np.arange(1, len(ranked) + 1)
    enough = np.flatnonzero(ranked.cumsum(dtype=np.int64) >= places * places)
    return {
        "hIndex": int((ranked >= places).sum()),
        "i10Index": int((ranked >= 10).sum()),
        "gIndex": int(enough[-1]) + 1 if len(enough) else 0,
    }


def _own(arrays: Mapping[str, Array], at: Numbers) -> Values:
    citations, own = arrays["citations"][at], arrays["self_citations"][at]
    total, others = int(citations.sum(dtype=np.int64)), np.sort(citations - own)[::-1]
    return {
        "selfCitations": float(own.sum(dtype=np.int64)),
        "selfCitationShare": int(own.sum(dtype=np.int64)) / total if total else None,
        "hIndexWithoutSelfCitations": int((others >= np.arange(1, len(others) + 1)).sum()),
    }


_MEASURES: Final[Mapping[Family, Callable[[Mapping[str, Array], Numbers], Values]]] = {
    Family.BASIC: _basic, Family.RANKED: _ranked, Family.OWN: _own,
}  # fmt: skip
