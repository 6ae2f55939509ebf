"""All fields of all nodes in the API, in the shape of the expected response (`tests.records.oracle`)."""

import json
from typing import Any, Final, cast

from tests.endpoints.serving import Service

Json = dict[str, Any]
#: Nodes of a request.
PAGE: Final = 100
#: More than the items of any list of a node.
MAX_ITEMS: Final = 4_000

_NUMBERS: Final = (
    "reported { papers citations openPapers createdOn hIndex i10Index meanCitedness"
    " byYear { year papers openPapers citations } }"
)
_REPORTED: Final = f"sources {{ source record url updatedOn readAt fields }} {_NUMBERS}"
FIELDS: Final = {
    "papers": f"""
      id title abstract abstractKind kind year publishedOn deletedOn language retracted url rawVenueName
      identifiers {{ openalex doi arxiv pmid pmcid mag }} openAccess {{ isOpen status url licence inRepository }}
      venue {{ id }}
      locations {{ url pdfUrl licence version isOpen isPrimary isBest venue {{ id }} rawVenueName rawType }}
      reportedCitationCount reportedReferenceCount citationCount referenceCount authorCount institutionCount
      authors(first: {MAX_ITEMS}) {{ edges {{
        name position corresponding affiliations countries institutions {{ id }} node {{ id }} }} }}
      institutions(first: {MAX_ITEMS}) {{ nodes {{ id }} }} correspondingInstitutions {{ id }}
      topics(first: 100) {{ edges {{ score primary node {{ id }} }} }}
      references(first: {MAX_ITEMS}) {{ nodes {{ id }} }} referencesOutside(first: {MAX_ITEMS})
      citations(first: {MAX_ITEMS}) {{ nodes {{ id }} }} resources(first: 100) {{ nodes {{ url }} }}
      funding {{ funderId funderName awardId awardNumber title doi funder {{ id }} award }}
      funders(first: {MAX_ITEMS}) {{ nodes {{ id }} }} awards(first: {MAX_ITEMS}) {{ nodes {{ id }} }}
      keywords {{ name score }}
      meshTerms {{ descriptor descriptorId qualifier qualifierId major }}
      sustainableDevelopmentGoals {{ number name score }}
      indicators {{
        fwci percentile top1Percent top10Percent yearPercentileFrom yearPercentileTo byYear {{ year count }} }}
      apcList {{ value currency usd source }} apcPaid {{ value currency usd source }}
      sourceRecord {{ type crossrefType paratext xpac hasFulltext indexedIn createdOn }}
      sources {{ source record url updatedOn readAt fields }} cited: cite(format: CSL_JSON)""",
    "authors": f"""
      id name orcid otherNames scopus twitter wikipedia
      paperCount citationCount {_REPORTED}
      institutions(first: {MAX_ITEMS}) {{ edges {{ firstYear lastYear node {{ id }} }} }}""",
    "institutions": f"""
      id name ror country city kind homepage location {{ latitude longitude }} otherNames acronyms translations region
      geonames grid wikidata wikipedia status superSystem lineage {{ id }}
      associated {{ id: institutionId relation name institution {{ id }} }}
      paperCount citationCount authorCount {_REPORTED}""",
    "topics": f"""
      id name otherNames description level keywords translations
      wikipedia wikidata broader {{ id }} paperCount {_REPORTED}""",
    "venues": f"""
      id name issn kind homepage otherNames abbreviation publisher publisherId country isOpen inDoaj isCore inScopus
      societies apcUsd apcPrices {{ price currency }} wikidata wikipedia fatcat firstYear lastYear
      inDoajSince inScielo inJstage inJstageSince isOjs isPreprintRepository mostlyOpen
      mostlyOpenSince openSince publishedBy {{ id }} paperCount {_REPORTED}""",
    "funders": f"""
      id name description country homepage ror registryNumber otherNames wikidata paperCount awardCount
      reportedAwardCount {_NUMBERS}""",
    "publishers": f"""
      id name countries homepage ror otherNames wikidata parent {{ id }} paperCount venueCount reportedVenueCount
      {_NUMBERS}""",
}  # fmt: skip


async def all_nodes(service: Service, collection: str, fields: str) -> list[Json]:
    """All nodes of a kind, page by page."""
    nodes: list[Json] = []
    after = None
    while True:
        query = f"query ($after: String) {{ {collection}(first: {PAGE}, after: $after) {{ nodes {{ {fields} }}"
        answer = await service.ask(query + " pageInfo { hasNextPage endCursor } } }", after=after)
        assert "errors" not in answer, answer["errors"]
        page = answer["data"][collection]
        nodes += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return nodes


async def nodes_by_id(service: Service, collection: str) -> dict[str, Json]:
    """All nodes of a kind by id, with their edges as lists."""
    return {node["id"]: _flat(collection, node) for node in await all_nodes(service, collection, FIELDS[collection])}


def _flat(collection: str, node: Json) -> Json:
    flat = {name: _id(value) for name, value in node.items()}
    if collection == "papers":
        flat |= _paper(node)
    elif collection == "authors":
        flat["institutions"] = {
            edge["node"]["id"]: (edge["firstYear"], edge["lastYear"]) for edge in node["institutions"]["edges"]
        }
    elif collection == "institutions":
        flat |= {"associated": node["associated"], "lineage": [each["id"] for each in node["lineage"]]}
    return flat


def _paper(node: Json) -> Json:
    (cited,) = json.loads(node["cited"])
    return {
        "authors": [
            {**edge, "id": edge["node"]["id"], "institutions": [at["id"] for at in edge["institutions"]]}
            for edge in node["authors"]["edges"]
        ],
        "topics": sorted(
            ({**edge, "id": edge["node"]["id"]} for edge in node["topics"]["edges"]),
            key=lambda edge: (-edge["score"], edge["id"]),
        ),
        "locations": [{**at, "venue": at["venue"] and at["venue"]["id"]} for at in node["locations"]],
        "correspondingInstitutions": sorted(at["id"] for at in node["correspondingInstitutions"]),
        "referencesOutside": sorted(node["referencesOutside"]),
        "resources": sorted(each["url"] for each in node["resources"]["nodes"]),
        "cited": {name: cited.get(name) for name in ("volume", "issue", "page")},
    }  # fmt: skip


def _id(value: Any) -> Any:
    """A node as its id, and a list of nodes as theirs."""
    if not isinstance(value, dict):
        return value
    answer = cast("Json", value)
    if "nodes" in answer:
        nodes: list[Json] = answer["nodes"]
        return sorted(str(each.get("id") or each["url"]) for each in nodes)
    return answer["id"] if [*answer] == ["id"] else answer
