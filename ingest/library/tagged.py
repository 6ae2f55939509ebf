"""PubMed's .nbib and Web of Science's plain text: a tag at the beginning of a line, and indented further lines.

Sources: National Library of Medicine, "MEDLINE/PubMed Data Element (Field) Descriptions"; Clarivate, "Web of Science
Core Collection Field Tags".
"""

import re
from collections.abc import Iterator
from typing import Final

from ingest.library.entry import Entry, label_of, page_of, text_of, title_of, year_of
from ingest.library.identifiers import Identifiers
from ingest.library.people import people_of

Record = dict[str, list[str]]

#: Maximum number of lines of a record.
MAX_LINES: Final = 5_000
_PUBMED: Final = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)")
_SCIENCE: Final = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?")
#: Tags of Web of Science of which each line is a value.
_LISTS: Final = frozenset({"AU", "AF", "BN"})


def pubmed(text: str) -> Iterator[Entry]:
    """The records of PubMed, in order."""
    for position, record in enumerate(_records(text, _PUBMED, "PMID", None), 1):
        doi = [value.removesuffix("[doi]") for value in _values(record, "AID", "LID") if value.endswith("[doi]")]
        identifiers = Identifiers()
        identifiers.add("doi", doi)
        identifiers.add("pmid", _values(record, "PMID"))
        identifiers.add("pmcid", _values(record, "PMC"))
        identifiers.add("isbn", _values(record, "ISBN"))
        authors, abridged = people_of(_values(record, "FAU") or [*map(_comma, _values(record, "AU"))])
        yield Entry(
            label_of("".join(_values(record, "PMID")[:1]), position),
            title_of(text_of(_values(record, "TI", "BTI")).removesuffix(".")),
            year_of(_values(record, "DP", "DEP")),
            authors=authors, abridged=abridged,
            venue=text_of(_values(record, "JT", "TA", "CTI")),
            volume=text_of(_values(record, "VI")), page=page_of(_values(record, "PG")),
            kind=text_of(_values(record, "PT")).lower(), **identifiers.values,
        )  # fmt: skip


def web_of_science(text: str) -> Iterator[Entry]:
    """The records of Web of Science, in order."""
    for position, record in enumerate(_records(text, _SCIENCE, "PT", "ER"), 1):
        identifiers = Identifiers()
        identifiers.add("doi", _values(record, "DI", "D2"))
        identifiers.add("pmid", _values(record, "PM"))
        identifiers.add("isbn", _values(record, "BN"))
        authors, abridged = people_of(_values(record, "AF") or _values(record, "AU"))
        yield Entry(
            label_of("".join(_values(record, "UT")[:1]), position),
            title_of(" ".join(_values(record, "TI"))),
            year_of(_values(record, "PY", "EY")),
            authors=authors, abridged=abridged,
            venue=text_of(_values(record, "SO", "CT")),
            volume=text_of(_values(record, "VL")), page=page_of(_values(record, "BP", "AR")),
            kind=text_of(_values(record, "DT")).lower(), **identifiers.values,
        )  # fmt: skip


def _records(text: str, tag: re.Pattern[str], first: str, last: str | None) -> Iterator[Record]:
    """The values of each record by tag. A record begins with the tag `first`; `last` ends it."""
    record, lines, current = Record(), 0, ""
    for line in text.split("\n"):
        match = tag.fullmatch(line.rstrip())
        if match and match[1] == first and record:
            yield record
            record, lines, current = Record(), 0, ""
        if match and match[1] == last:
            if record:
                yield record
            record, lines, current = Record(), 0, ""
        elif match and (record or match[1] == first):
            current = match[1]
            record.setdefault(current, []).append((match[2] or "").strip())
        elif current and line.startswith(" ") and lines < MAX_LINES:
            _continue(record[current], line.strip(), as_list=last is not None and current in _LISTS)
        lines += 1
    if record:
        yield record


def _continue(values: list[str], line: str, *, as_list: bool) -> None:
    if as_list:
        values.append(line)
    elif len(values[-1]) < 20_000:
        values[-1] = f"{values[-1]} {line}"


def _values(record: Record, *tags: str) -> list[str]:
    return [value for tag in tags for value in record.get(tag, []) if value]


def _comma(name: str) -> str:
    """`Vaswani A` as `Vaswani, A`."""
    family, _, initials = name.rpartition(" ")
    return f"{family}, {initials}" if family else name
