"""The identifiers that an entry carries, wherever its program put them.

DOIs stand in addresses and notes, arXiv ids in `eprint`, in names of journals (`arXiv preprint arXiv:1706.03762`) and
in volumes (`abs/1706.03762`). What a note says counts only where a line of it is an identifier and nothing else: a note
may well speak of another paper.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from identifiers import arxiv, doi, pmid, url

#: What is read of one text, in characters.
_READ: Final = 2_000
_DOI: Final = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>{}|^`]{1,400}")
_ADDRESS: Final = re.compile(r"https?://[^\s\"<>{}|^`]{1,600}", re.IGNORECASE)
_ARXIV: Final = re.compile(
    r"\b(?:arxiv\s*[:.]?|abs/)\s*((?:[a-z.-]{2,20}/)?[0-9]{4}\.?[0-9]{3,5})(?![0-9])", re.IGNORECASE
)
_LABELLED: Final = re.compile(r"\s*(doi|arxiv|pmid)\s*(?:id)?\s*[:=]\s*(\S{1,400})\s*", re.IGNORECASE)
_LINES: Final = re.compile(r"[\n;]|\\par\b")


@dataclass(slots=True)
class Identifiers:
    """Collects; of each scheme the first found stays, so what is surest is added first."""

    found: dict[str, str] = field(default_factory=dict[str, str])

    def doi(self, texts: Iterable[str]) -> None:
        """Fields that hold a DOI. One that arXiv gave out is an arXiv id."""
        for text in texts:
            self._doi(text)

    def arxiv(self, texts: Iterable[str]) -> None:
        """Fields that hold an arXiv id."""
        for text in texts:
            self._keep("arxiv", arxiv.parse(text))

    def pmid(self, texts: Iterable[str]) -> None:
        """Fields that hold a PubMed id."""
        for text in texts:
            self._keep("pmid", pmid.parse(text))

    def addresses(self, texts: Iterable[str]) -> None:
        """Fields that hold the address of the paper, or name where it is published."""
        for text in texts:
            for kind, value in _named(text[:_READ]):
                if kind == "doi":
                    self._doi(value)
                else:
                    self._keep(kind, value)

    def notes(self, texts: Iterable[str]) -> None:
        """Fields that hold anything."""
        for line in (line for text in texts for line in _LINES.split(text[:_READ])):
            labelled = _LABELLED.fullmatch(line)
            if labelled:
                {"doi": self.doi, "arxiv": self.arxiv, "pmid": self.pmid}[labelled[1].lower()]([labelled[2]])
            else:
                self._doi(line)
                self._keep("arxiv", arxiv.parse(line))

    def _doi(self, text: str) -> None:
        value = doi.parse(text)
        posted = arxiv.parse(text) if value else None
        self._keep("arxiv" if posted else "doi", posted or value)

    def _keep(self, scheme: str, value: str | None) -> None:
        if value:
            self.found.setdefault(scheme, value)


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Identifiers anywhere in a text."""
    for address in _ADDRESS.findall(text):
        found = url.parse(address)
        if found and found[0] in {"doi", "arxiv", "pmid"}:
            yield found
    yield from (("doi", each) for each in _DOI.findall(text))
    yield from (("arxiv", value) for each in _ARXIV.findall(text) if (value := arxiv.parse(each)))
