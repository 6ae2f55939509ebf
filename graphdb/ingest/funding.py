"""Who paid for a paper: edges to funders and awards that follow from its funding properties.

The properties are lists of values side by side, one row for each award or funder that its record names. Setting them
replaces the paper's edges, in the same statement. What they say of a funder or an award is a mention of it.

An award is a node of its own, because one award pays for many papers. The older layout of OpenAlex's works names it by
funder and number alone, the newer one by an id as well, and both mean the same award: its id is made of funder and
number wherever both are there, and OpenAlex's id is another name of it.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import zip_longest
from typing import Final, NamedTuple

from graphdb.cypher import cypher
from graphdb.ingest.rows import EntityRow, Properties, Scalar
from identifiers.title import sort_key

#: The properties, in the order of `Funding`.
FIELDS: Final = (
    "fundingFunders", "fundingNames", "fundingAwards", "fundingNumbers", "fundingTitles", "fundingDois",
)  # fmt: skip
#: Characters of an award's number in its id.
_MAX_NUMBER_LENGTH: Final = 60
_SEPARATORS: Final = re.compile(r"[^a-z0-9]+")
_FUNDER: Final = re.compile(r"F[0-9]+|funder:\S+")

#: Parameters: `withoutFunding` places of papers; `funded` and `supported` rows of the place of the paper and the place
#: of the funder or award.
WRITE: Final = cypher("""\
CALL (papers) {
  UNWIND $withoutFunding AS place
  WITH papers[place] AS p
  MATCH (p)-[edge:FUNDED_BY|SUPPORTED_BY]->(far)
  SET far:Stale
  DELETE edge
}
CALL (papers, funders) {
  UNWIND $funded AS row
  WITH papers[row[0]] AS p, funders[row[1]] AS funder
  CREATE (p)-[:FUNDED_BY]->(funder)
}
CALL (papers, awards) {
  UNWIND $supported AS row
  WITH papers[row[0]] AS p, awards[row[1]] AS award
  CREATE (p)-[:SUPPORTED_BY]->(award)
}
""")


class Funding(NamedTuple):
    """One row of a paper's funding; what its record does not name is empty. `award` is OpenAlex's id."""

    funder: str
    name: str
    award: str
    number: str
    title: str
    doi: str

    @property
    def award_id(self) -> str | None:
        """The id of the award's node; None where the row names a funder alone."""
        return award_id(self.funder, self.number, self.award)


def award_id(funder: str | None, number: str | None, openalex: str | None) -> str | None:
    """The id of an award: `award:f4320332161.r01-gm-123456`, made of its funder and number without regard to case and
    punctuation, or OpenAlex's id where one of them is missing. Numbers that are long or not ASCII are hashed."""
    if not funder or not number or not _FUNDER.fullmatch(funder):
        return openalex or None
    folded = number.lower()
    text = _SEPARATORS.sub("-", folded).strip("-")
    if not text or not folded.isascii() or len(text) > _MAX_NUMBER_LENGTH:
        text = blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
    return prefix(funder) + text


def prefix(funder: str) -> str:
    """How the ids of a funder's awards begin."""
    return f"award:{_SEPARATORS.sub('-', funder.lower()).strip('-')}."


def is_derived(found: str) -> bool:
    """Whether the id is that of an award by funder and number: no alias leads from it, because it follows from what
    names it."""
    return found.startswith("award:")


def rows(properties: Mapping[str, Scalar]) -> list[Funding]:
    """The rows that the properties of a paper hold."""
    columns = [value if isinstance(value := properties.get(name), list) else [] for name in FIELDS]
    return [Funding(*map(str, values)) for values in zip_longest(*columns, fillvalue="")]


def replaces(properties: Mapping[str, Scalar]) -> bool:
    """Whether setting these properties replaces the edges."""
    return any(name in properties for name in FIELDS)


def funders(properties: Mapping[str, Scalar]) -> list[str]:
    """The ids of the funders, each once."""
    return list(dict.fromkeys(row.funder for row in rows(properties) if _FUNDER.fullmatch(row.funder)))


def awards(properties: Mapping[str, Scalar]) -> list[str]:
    """The ids of the awards, each once."""
    return list(dict.fromkeys(found for row in rows(properties) if (found := row.award_id) is not None))


def mentions(properties: Mapping[str, Scalar]) -> Iterator[EntityRow]:
    """What the properties say of funders and awards."""
    for row in rows(properties):
        if _FUNDER.fullmatch(row.funder):
            yield EntityRow("Funder", row.funder, _name_properties(row.name))
        found = row.award_id
        if found is not None:
            key = "" if is_derived(row.award) else row.award
            said: Properties = {
                **_name_properties(row.title or row.number), "number": row.number or None, "doi": row.doi or None,
                "funderId": row.funder if _FUNDER.fullmatch(row.funder) else None, "openalex": key or None,
            }  # fmt: skip
            yield EntityRow("Award", found, said, names=(key,) if key and key != found else ())


def rekeyed(row: EntityRow) -> EntityRow:
    """An award under the id that follows from its funder, where that is another one now."""
    if not is_derived(row.id):
        return row
    funder, number = row.properties.get("funderId"), row.properties.get("number")
    found = award_id(str(funder), str(number), None) if funder and number else None
    return row._replace(id=found or row.id)


def _name_properties(name: str) -> Properties:
    return {"name": name, "sortName": sort_key(name)} if name else {"name": None}


def renamed(properties: Properties, aliases: Mapping[str, str]) -> Properties:
    """The properties with successors for funders, and for awards that are named by an id alone."""
    held = rows(properties)
    if not any(row.funder in aliases or row.award_id in aliases for row in held):
        return properties
    return {
        **properties,
        "fundingFunders": [aliases.get(row.funder, row.funder) for row in held],
        "fundingAwards": [aliases.get(row.award_id or "", row.award) for row in held],
    }
