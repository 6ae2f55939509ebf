"""RIS, the tagged format that reference managers import: `TY  - JOUR`, one tag per line, lines ended by CR LF.

Source: Research Information Systems, "RIS Format Specifications".
"""

from typing import Final

from exports.csl import csl_type
from exports.names import Name
from exports.reference import Reference

_TYPES: Final = {
    "article-journal": "JOUR", "review-book": "JOUR", "article": "UNPB",
    "paper-conference": "CPAPER", "book": "BOOK", "chapter": "CHAP",
    "dataset": "DATA", "thesis": "THES", "report": "RPRT", "software": "COMP", "standard": "STAND",
}  # fmt: skip


def ris(reference: Reference) -> str:
    """The reference as one RIS record, from `TY` to `ER`."""
    tags = [("TY", _TYPES.get(csl_type(reference), "GEN")), ("ID", reference.id), ("TI", reference.title)]
    tags += [("AU", _name(name)) for name in reference.authors]
    tags += [*_dates(reference), *_container(reference), *_identifiers(reference)]
    tags += [("KW", keyword) for keyword in reference.keywords]
    tags += [("LA", reference.language), ("AB", reference.abstract)]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _dates(reference: Reference) -> list[tuple[str, str]]:
    if not reference.issued:
        return []
    year, *date_parts = reference.issued
    date = "/".join([f"{year:04d}", *(f"{part:02d}" for part in date_parts)])
    return [("PY", f"{year:04d}"), ("DA", date if date_parts else "")]


def _container(reference: Reference) -> list[tuple[str, str]]:
    return [
        ("T2", reference.container),
        ("VL", reference.volume),
        ("IS", reference.issue),
        ("SP", reference.first_page),
        ("EP", reference.last_page),
        ("PB", reference.publisher),
    ]


def _identifiers(reference: Reference) -> list[tuple[str, str]]:
    """As databases write them: `AN` is a number in the database `DB`, `C2` a PubMed Central id. An arXiv id is a note
    where `AN` is taken."""
    number = f"arXiv:{reference.arxiv}" if reference.arxiv else ""
    numbers = [("AN", reference.pmid), ("DB", "PubMed"), ("M1", number)] if reference.pmid else [("AN", number)]
    return [("DO", reference.doi), *numbers, ("C2", reference.pmcid), ("UR", reference.landing),
            ("L2", reference.open_access_url)]  # fmt: skip


def _name(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.full_family, name.given, name.suffix) if part)
