"""Links to the complete list of a page's papers as files, and to its groups."""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

#: The formats that a page offers, by their suffix.
_FORMATS: Final = {"csv": "CSV", "jsonl": "JSON Lines", "parquet": "Parquet", "bib": "BibTeX", "ris": "RIS"}
#: The groups that a page offers, by the value of `by`.
_GROUPS: Final = {"YEAR": "by year", "TOPIC,YEAR": "by topic and year", "COUNTRY": "by country"}
#: The filter for the papers of a node of each kind.
_FILTERS: Final = {
    "Author": "authors", "Institution": "institutions", "Topic": "topics", "Venue": "venues", "Funder": "funders",
    "Publisher": "publishers", "Award": "awards",
}  # fmt: skip


class FileLink(NamedTuple):
    """The name of a file and its address."""

    name: str
    address: str


class ListFiles(NamedTuple):
    """The files of a list of papers, and those of its groups."""

    papers: list[FileLink]
    groups: list[FileLink]


def files_of(node_id: str, kind: str) -> ListFiles:
    """The files of the papers of a node."""
    return list_files({_FILTERS[kind]: [node_id]})


def list_files(condition: Mapping[str, Any]) -> ListFiles:
    """The files of the papers that a filter matches."""
    text = json.dumps(condition, ensure_ascii=False)
    return ListFiles(
        [FileLink(name, f"/export/papers.{suffix}?{urlencode({'filter': text})}") for suffix, name in _FORMATS.items()],
        [
            FileLink(name, f"/export/groups.csv?{urlencode({'by': by, 'filter': text}, safe=',')}")
            for by, name in _GROUPS.items()
        ],
    )
