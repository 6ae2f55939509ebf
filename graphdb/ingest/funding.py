"""Funding of a paper: edges to funders and awards, derived from its funding properties.

The properties are parallel lists, one row for each award or funder that the record names. Setting them replaces the
paper's edges in the same statement. Their values are also mentions of the funders and awards.

An award is a node, because it can fund many papers. The older layout of OpenAlex works identifies an award by funder
and number only, the newer one also by an id. The id of the node is made of funder and number if both are present, and
OpenAlex's id becomes an alias.
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

#: Parameters: `withoutFunding`: indexes of papers; `funded` and `supported`: rows of the index of the paper and the
#: index of the funder or award.
WRITE: Final = cypher("""\
CALL (papers) {
  UNWIND $withoutFunding AS index
  WITH papers[index] AS p
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
    """One row of a paper's funding; missing values are empty. `award` is OpenAlex's id."""

    funder: str
    name: str
    award: str
    number: str
    title: str
    doi: str

    @property
    def award_id(self) -> str | None:
        """The id of the award's node; None if the row names only a funder."""
        return award_id(self.funder, self.number, self.award)


def award_id(funder: str | None, number: str | None, openalex: str | None) -> str | None:
    """The id of an award: `award:f4320332161.r01-gm-123456`, made of its funder and number without case and
    punctuation, or OpenAlex's id if one of them is missing. Numbers that are long or not ASCII are hashed."""
    if not funder or not number or not _FUNDER.fullmatch(funder):
        return openalex or None
    folded = number.lower()
    text = _SEPARATORS.sub("-", folded).strip("-")
    if not text or not folded.isascii() or len(text) > _MAX_NUMBER_LENGTH:
        text = blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
    return prefix(funder) + text


def prefix(funder: str) -> str:
    """The prefix of the ids of a funder's awards."""
    return f"award:{_SEPARATORS.sub('-', funder.lower()).strip('-')}."


def is_derived(award: str) -> bool:
    """Whether the id is made of funder and number. Such an id has no alias, because it is derived on each reading."""
    return award.startswith("award:")


def rows(properties: Mapping[str, Scalar]) -> list[Funding]:
    """The rows in the properties of a paper."""
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
    return list(dict.fromkeys(award for row in rows(properties) if (award := row.award_id) is not None))


def mentions(properties: Mapping[str, Scalar]) -> Iterator[EntityRow]:
    """Mentions of funders and awards in the properties."""
    for row in rows(properties):
        if _FUNDER.fullmatch(row.funder):
            yield EntityRow("Funder", row.funder, _name_properties(row.name))
        award = row.award_id
        if award is not None:
            key = "" if is_derived(row.award) else row.award
            values: Properties = {
                **_name_properties(row.title or row.number), "number": row.number or None, "doi": row.doi or None,
                "funderId": row.funder if _FUNDER.fullmatch(row.funder) else None, "openalex": key or None,
            }  # fmt: skip
            yield EntityRow("Award", award, values, names=(key,) if key and key != award else ())


def rekey(row: EntityRow) -> EntityRow:
    """The award with the id that is made of its current funder and number."""
    if not is_derived(row.id):
        return row
    funder, number = row.properties.get("funderId"), row.properties.get("number")
    award = award_id(str(funder), str(number), None) if funder and number else None
    return row._replace(id=award or row.id)


def _name_properties(name: str) -> Properties:
    return {"name": name, "sortName": sort_key(name)} if name else {"name": None}


def rename_funders(properties: Properties, aliases: Mapping[str, str]) -> Properties:
    """The properties with successors for merged funders, and for merged awards that have only an id."""
    current = rows(properties)
    if not any(row.funder in aliases or row.award_id in aliases for row in current):
        return properties
    return {
        **properties,
        "fundingFunders": [aliases.get(row.funder, row.funder) for row in current],
        "fundingAwards": [aliases.get(row.award_id or "", row.award) for row in current],
    }
