"""The identifiers of an entry, in any of its fields.

DOIs occur in addresses and notes, arXiv ids in `eprint`, in names of journals (`arXiv preprint arXiv:1706.03762`) and
in volumes (`abs/1706.03762`). A line of a note is read only where it is just an identifier, because notes can mention
other papers.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from identifiers import arxiv, doi, mag, openalex, pmcid, pmid, url

#: Characters that are read of a text.
_MAX_READ: Final = 2_000
_DOI: Final = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>{}|^`]{1,400}")
_ADDRESS: Final = re.compile(r"https?://[^\s\"<>{}|^`]{1,600}", re.IGNORECASE)
_ARXIV: Final = re.compile(
    r"\b(?:arxiv\s*[:.]?|abs/)\s*((?:[a-z.-]{2,20}/)?[0-9]{4}\.?[0-9]{3,5})(?![0-9])", re.IGNORECASE
)
_LABELLED: Final = re.compile(
    r"\s*(doi|arxiv|pmid|pmcid|openalex|mag|isbn)\s*(?:id)?\s*[:=]\s*(\S{1,400})\s*", re.IGNORECASE
)
_LINES: Final = re.compile(r"[\n;]|\\par\b")
_ISBN: Final = re.compile(r"97[89][0-9]{10}|[0-9]{9}[0-9X]")


def _work_key(text: str) -> str | None:
    """The OpenAlex key of a work."""
    key = openalex.parse(text)
    return key if key and key.startswith("W") else None


def _pmcid(text: str) -> str | None:
    """A PubMed Central id, with or without its letters."""
    return pmcid.parse(text) or pmcid.parse(f"PMC{text.strip()}")


def _isbn(text: str) -> str | None:
    """The first ISBN of a text without its hyphens (ISO 2108: ten or thirteen digits)."""
    match = _ISBN.search(re.sub(r"(?<=[0-9])[\s-](?=[0-9Xx])", "", text[:_MAX_READ]).upper())
    return match[0] if match else None


_PARSERS: Final[dict[str, Callable[[str], str | None]]] = {
    "doi": doi.parse, "arxiv": arxiv.parse, "pmid": pmid.parse, "pmcid": _pmcid, "openalex": _work_key,
    "mag": mag.parse, "isbn": _isbn,
}  # fmt: skip


@dataclass(slots=True)
class Identifiers:
    """Collects identifiers. The first value of each scheme stays, so fields of a scheme are added before free text."""

    values: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, scheme: str, texts: Iterable[str]) -> None:
        """Add fields of one scheme. A DOI that arXiv registered becomes the arXiv id."""
        for text in texts:
            value = _PARSERS[scheme](text)
            posted = arxiv.parse(text) if scheme == "doi" and value else None
            self._set("arxiv" if posted else scheme, posted or value)

    def addresses(self, texts: Iterable[str]) -> None:
        """Add fields with the address of the paper or its place of publication."""
        for text in texts:
            for scheme, value in _identifiers(text[:_MAX_READ]):
                if scheme == "url":
                    self._set("url", value)
                else:
                    self.add(scheme, [value])

    def notes(self, texts: Iterable[str]) -> None:
        """Add fields of free text."""
        for line in (line for text in texts for line in _LINES.split(text[:_MAX_READ])):
            labelled = _LABELLED.fullmatch(line)
            if labelled:
                self.add(labelled[1].lower(), [labelled[2]])
            else:
                self.add("doi", [line])
                self.add("arxiv", [line])

    def _set(self, scheme: str, value: str | None) -> None:
        if value:
            self.values.setdefault(scheme, value)


def _identifiers(text: str) -> Iterator[tuple[str, str]]:
    """Identifiers anywhere in a text."""
    for address in _ADDRESS.findall(text):
        parsed = url.parse(address)
        if parsed and (parsed[0] == "url" or parsed[0] in _PARSERS):
            yield parsed
    yield from (("doi", match) for match in _DOI.findall(text))
    yield from (("arxiv", value) for match in _ARXIV.findall(text) if (value := arxiv.parse(match)))
