"""Reads a library in any of the formats, within limits."""

import time
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import islice
from typing import Final

from errors import BadInput
from ingest.library.bibtex import bibtex
from ingest.library.csl import csl
from ingest.library.endnote import endnote
from ingest.library.entry import Entry
from ingest.library.ris import ris
from ingest.library.scopus import scopus
from ingest.library.tagged import pubmed, web_of_science
from thread_pools import checkpoint


class LibraryFormat(Enum):
    """A format of reference managers."""

    BIBTEX = "BIBTEX"
    RIS = "RIS"
    CSL_JSON = "CSL_JSON"
    PUBMED = "PUBMED"
    ENDNOTE_XML = "ENDNOTE_XML"
    WEB_OF_SCIENCE = "WEB_OF_SCIENCE"
    SCOPUS = "SCOPUS"


#: Maximum number of entries of a library, and seconds to read them; 5,000 entries take one or two.
MAX_ENTRIES: Final = 5_000
MAX_SECONDS: Final = 10.0
_READERS: Final[dict[LibraryFormat, Callable[[str], Iterator[Entry]]]] = {
    LibraryFormat.BIBTEX: bibtex,
    LibraryFormat.RIS: ris,
    LibraryFormat.CSL_JSON: csl,
    LibraryFormat.PUBMED: pubmed,
    LibraryFormat.ENDNOTE_XML: endnote,
    LibraryFormat.WEB_OF_SCIENCE: web_of_science,
    LibraryFormat.SCOPUS: scopus,
}


def read(text: str, kind: LibraryFormat, seconds: float = MAX_SECONDS) -> list[Entry]:
    """The entries, in order. Raises BadInput for more than `MAX_ENTRIES`, and when reading exceeds `seconds`."""
    until = time.monotonic() + seconds
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    entries: list[Entry] = []
    for entry in islice(_READERS[kind](lines), MAX_ENTRIES + 1):
        checkpoint()
        if time.monotonic() > until:
            raise BadInput(f"The library takes longer than {seconds:g} s to read: split it.")
        entries.append(entry)
    if len(entries) > MAX_ENTRIES:
        raise BadInput(f"The library has more than {MAX_ENTRIES:,} entries, which is the limit: split it.")
    return entries
