"""A graph with one node for everything that the table of forms names."""

from typing import Any, Final

from graphdb.cypher import cypher
from graphdb.store import Store
from identifiers.reference import Reference, read
from tests.identifiers.forms import FORMS

#: Papers carry their identifier, those of an address a place of that address; every second one has it as the PDF's.
CREATE_PAPERS: Final = cypher("""\
UNWIND $papers AS row
CREATE (paper:Paper {sortYear: 2020, sortDate: '', kind: 'ARTICLE', citations: 0})
SET paper += row.properties, paper.title = row.properties.id, paper.sortTitle = row.properties.id
FOREACH (at IN row.places |
  CREATE (paper)-[:AVAILABLE_AT {position: 1}]->(location:Location {id: paper.id + '/1'})
  SET location += at
)
RETURN count(*)""")
CREATE_OTHERS: Final = cypher("""\
CREATE (author:Author {id: 'A5023888391', name: 'A', sortName: 'a', orcid: '0000-0002-1825-0097', papers: 1,
  citations: 0})
CREATE (:Author {id: 'author:percy-liang', name: 'P', sortName: 'p', papers: 0, citations: 0})
CREATE (institution:Institution {id: 'I102179633', name: 'I', sortName: 'i', ror: '05dxps055', papers: 1, authors: 1,
  citations: 0})
CREATE (topic:Topic {id: 'T10001', name: 'T', sortName: 't', level: 'TOPIC', papers: 1})
CREATE (above:Topic {id: 'subfield:1710', name: 'F', sortName: 'f', level: 'SUBFIELD', papers: 0})
CREATE (venue:Venue {id: 'S100460328', name: 'S', sortName: 's', papers: 1})
CREATE (:Alias {id: 'issn:0378-5955', of: 'S100460328'})
WITH author, institution, topic, venue
MATCH (paper:Paper {id: $paper})
CREATE (author)-[:AUTHORED {position: 1, institutions: []}]->(paper), (paper)-[:FROM]->(institution),
  (paper)-[:ABOUT {score: 1.0, primary: true}]->(topic), (paper)-[:PUBLISHED_IN]->(venue),
  (author)-[:AFFILIATED_WITH]->(institution)
RETURN true""")

#: What the forms of people and places name.
IDS_OF_OTHERS: Final = {
    "orcid:0000-0002-1825-0097": "A5023888391", "ror:05dxps055": "I102179633", "issn:0378-5955": "S100460328",
}  # fmt: skip
_NAMED: Final = [(name, reference) for name in FORMS if name is not None and (reference := read(name)) is not None]
#: The papers' names and their ids.
PAPERS: Final = {
    name: reference.key if reference.scheme == "id" else f"W{1000 + index}"
    for index, (name, reference) in enumerate(_NAMED)
    if reference.scheme not in {"id", "orcid", "ror", "issn"} or reference.key[0] == "W"
}
#: Every form, and the id of the node that it names.
TABLE: Final = [
    (form, PAPERS.get(name) or IDS_OF_OTHERS.get(name, name))
    for name, forms in FORMS.items()
    if name is not None and not name.startswith("rev_")
    for form in forms
]


async def create_graph(store: Store) -> None:
    """Write the graph."""
    rows = [_row(index, reference, PAPERS[name]) for index, (name, reference) in enumerate(_NAMED) if name in PAPERS]
    await store.write(CREATE_PAPERS, {"papers": rows})
    await store.write(CREATE_OTHERS, {"paper": PAPERS["doi:10.1038/nature14539"]})


def _row(index: int, reference: Reference, paper_id: str) -> dict[str, Any]:
    scheme, key = reference
    properties = {"id": paper_id, "openalex": paper_id} | ({} if scheme in {"id", "url"} else {scheme: key})
    locations = [{("pdfKey" if index % 2 else "key"): key}] if scheme == "url" else []
    return {"properties": properties, "places": locations}
