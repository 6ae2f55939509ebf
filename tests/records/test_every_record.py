"""Every field of every record is read back through GraphQL and equals its source (docs/openalex.md)."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

import pytest
import pytest_asyncio
from graphql import GraphQLObjectType, build_schema

from tests.endpoints.serving import Service
from tests.records import foundation
from tests.records.oracle import compare
from tests.records.oracle.graph import Graph
from tests.records.reading import FIELDS, nodes_by_id
from tests.records.real import DATA, ROOT
from tests.records.shared import Real

Json = dict[str, Any]
#: Seconds that a test may take; the first one includes the load of all records.
pytestmark = pytest.mark.timeout(1_800)
#: Differences in the message of a failure.
MAX_DIFFERENCES = 40


@pytest_asyncio.fixture(scope="module")
async def papers(service: Service) -> dict[str, Json]:
    return await nodes_by_id(service, "papers")


def none(differences: Iterable[str]) -> None:
    """Fails with a list: record and field, value of the source, value of the API."""
    first = list(islice(differences, MAX_DIFFERENCES))
    assert not first, "\n".join(["The API differs from the sources:", *first])


def test_every_paper_has_the_values_of_its_record(expected: Graph, papers: dict[str, Json]) -> None:
    none(compare.papers(expected, papers))


@pytest.mark.parametrize("kind", compare.KINDS)
async def test_every_other_node_has_the_values_of_its_record(
    service: Service, expected: Graph, papers: dict[str, Json], kind: str
) -> None:
    none(compare.entities(expected, kind, await nodes_by_id(service, kind), papers))


AREA: Final = """query ($area: ID!) {
  topic(by: {id: $area}) { paperCount papers(first: 10000) { totalCount nodes { id } } }
  papers(first: 10000, filter: {topics: [$area]}) { totalCount nodes { id } }
}"""


async def test_an_area_lists_the_papers_of_all_topics_below_it(service: Service, expected: Graph, real: Real) -> None:
    areas = {topic: listed for topic, listed in compare.rolled_up_papers(expected).items() if ":" in topic}
    assert not real.has_real_sets or len([area for area in areas if area.startswith("domain:")]) == 4
    for area, listed in areas.items():
        answer = await service.ask(AREA, area=area)
        assert "errors" not in answer, (area, answer["errors"])
        topic = answer["data"]["topic"]
        assert topic["paperCount"] == len(listed), area
        for papers_of in (topic["papers"], answer["data"]["papers"]):
            assert papers_of["totalCount"] == len(listed), area
            assert {paper["id"] for paper in papers_of["nodes"]} == listed, area


REVIEWS: Final = """query ($id: ID!) { node(id: $id) { ... on Paper { reviewCount reviews(first: 100) { nodes {
  createdAt confidence provenance { licence } } } } } }"""


async def test_every_review_is_stored(service: Service, expected: Graph, real: Real) -> None:
    if not real.has_real_sets:
        pytest.skip(f"real reviews are not at {DATA}")
    absent = 0
    for index, line in enumerate(foundation.reviewed(DATA / "foundation-models")):
        written = Counter(
            (str(each.get("DATE", ""))[:10], each.get("REVIEWER_CONFIDENCE")) for each in line["reviews"]
            if not each.get("IS_META_REVIEW") and each.get("TITLE") != "Decision"
        )  # fmt: skip
        node_id = f"W{foundation.FIRST + index}"
        answer = await service.ask(REVIEWS, id=node_id)
        assert "errors" not in answer, (node_id, answer)
        paper = answer["data"]["node"]
        reviews = Counter((each["createdAt"][:10], each["confidence"]) for each in paper["reviews"]["nodes"])
        assert paper["reviewCount"] == reviews.total(), node_id
        assert reviews <= written, node_id
        assert all(each["provenance"]["licence"] == "CC-BY-4.0" for each in paper["reviews"]["nodes"]), node_id
        absent += (written - reviews).total()
    # A review without a point is rejected, and the command reports it.
    assert f"{absent} rejected" in real.runs["reviews"].line or not absent


#: Fields without a value in records: user content, values computed from other nodes, and inverse lists.
NOT_READ: Final = {
    "Paper": {"reviewCount", "commentCount", "saveCount", "likeCount", "dislikeCount", "hasCode", "hasDataset",
              "neighbours", "map", "reviews", "reviewSummary", "reviewNotes", "comments", "readingFrame", "reactions",
              "cite", "countsByYear", "viewerFollows", "addedAt"},
    "Author": {"papers", "topics", "coauthors", "map", "hIndex", "i10Index", "countsByYear", "viewerFollows",
               "viewerClaim"},
    "Institution": {"papers", "authors", "topics", "collaborators", "map", "established", "hIndex",
                    "i10Index", "countsByYear"},
    "Topic": {"narrower", "papers", "authors", "institutions", "map", "countsByYear", "viewerFollows"},
    "Venue": {"papers", "authors", "topics", "countsByYear", "viewerFollows"},
    "Funder": {"papers", "awards"},
    "Publisher": {"papers", "venues", "children"},
    "Keyword": {"slug"},
}  # fmt: skip
READ: Final = {
    "Paper": "papers", "Author": "authors", "Institution": "institutions", "Topic": "topics", "Venue": "venues",
    "PaperIdentifiers": "papers", "OpenAccess": "papers", "Location": "papers", "PaperFunding": "papers",
    "Keyword": "papers", "MeshTerm": "papers", "SustainableDevelopmentGoal": "papers", "CitationIndicators": "papers",
    "ProcessingCharge": "papers", "SourceRecord": "papers", "ReportedCounts": "authors", "YearActivity": "authors",
    "VenuePrice": "venues", "AssociatedInstitution": "institutions", "Funder": "funders", "Publisher": "publishers",
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_every_field_of_the_schema_is_read_back(name: str) -> None:
    """Each field of the schema is read back, or is listed as one without a value in records."""
    kind = build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8")).type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    names = {*re.findall(r"\w+", FIELDS[READ[name]])}
    assert {*kind.fields} - names - NOT_READ.get(name, set()) == set()
