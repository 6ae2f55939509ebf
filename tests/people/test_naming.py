"""Every argument of the schema that takes an id accepts every form of an id.

An argument that is neither in `CALLS` nor in `OF_PEOPLE` fails the first test: whoever adds one says what it names.
"""

from collections.abc import Iterator
from typing import Any, Final

import orjson
import pytest
import pytest_asyncio
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
)

from graphdb.cypher import cypher
from graphdb.store import Store
from live.follower import Follower
from loaders.graphql_core import graphql_schema
from resolvers.activity import follow
from schema.schema import SCHEMA
from tests.people.client import Client, viewer
from tests.people.conftest import create_people

NAMED: Final = cypher("""\
MATCH (paper:Paper {id: 'W1'}), (other:Paper {id: 'W2'}), (author:Author {id: 'A1'})
SET paper.arxiv = '2001.00001', paper.pmcid = 'PMC123', paper.mag = '77', author.orcid = '0000-0002-1825-0097'
CREATE (paper)-[:AVAILABLE_AT {position: 1}]->(:Location {
  id: 'W1/1', key: 'example.org/1', pdfKey: 'example.org/1.pdf'})
CREATE (other)-[:CITES]->(paper), (paper)-[:CITES]->(other)
CREATE (institution:Institution {
  id: 'I1', name: 'I', sortName: 'i', ror: '05dxps055', papers: 1, authors: 1, citations: 0})
CREATE (topic:Topic {id: 'T1', name: 'T', sortName: 't', level: 'TOPIC', papers: 1, openalex: 'T1'})
CREATE (above:Topic {id: 'field:17', name: 'F', sortName: 'f', level: 'FIELD', papers: 0})
CREATE (venue:Venue {id: 'S1', name: 'V', sortName: 'v', papers: 1})
CREATE (:Alias {id: 'issn:0378-5955', of: 'S1'})
CREATE (paper)-[:FROM]->(institution), (author)-[:AFFILIATED_WITH]->(institution), (paper)-[:PUBLISHED_IN]->(venue),
  (paper)-[:ABOUT {score: 1.0, primary: true}]->(topic), (topic)-[:BROADER]->(above)
CREATE (funder:Funder {id: 'F1', name: 'F', sortName: 'f', ror: '021nxhr62', registry: '501100000780', papers: 1})
CREATE (publisher:Publisher {id: 'P1', name: 'P', sortName: 'p', ror: '0336mm561', papers: 1})
CREATE (award:Award {id: 'award:f1.7', name: '7', sortName: '7', openalex: 'G7', papers: 1})
CREATE (:Alias {id: 'G7', of: 'award:f1.7'})
CREATE (paper)-[:FUNDED_BY]->(funder), (paper)-[:SUPPORTED_BY]->(award), (award)-[:GRANTED_BY]->(funder),
  (venue)-[:PUBLISHED_BY]->(publisher)
MERGE (mine:User {id: 'usr_ben'})
CREATE (mine)-[:OWNS]->(:Collection {id: 'col_1', title: 'C', visibility: 'PUBLIC', createdAt: '', updatedAt: ''})
RETURN true""")
FORMS: Final = {
    "paper": (
        "W1", " w1. ", "W9", "https://openalex.org/works/w1", "10.5555/1", "https://doi-org.proxy.example.edu/10.5555/1",
        "arXiv:2001.00001v2 [cs.CL] 1 Jan 2020", "pmcid:123", "mag:77", "http://www.example.org/1.pdf",
    ),
    "author": ("A1", "https://openalex.org/authors/a1", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
    "institution": ("I1", "05dxps055", "https://ror.org/05dxps055"),
    "topic": ("T1", "https://openalex.org/t1"),
    "field": ("field:17", "https://openalex.org/fields/17"),
    "venue": ("S1", "0378-5955", "ISSN 0378-5955"),
    "funder": (
        "F1", "https://openalex.org/funders/f1", "10.13039/501100000780", "https://doi.org/10.13039/501100000780",
        "fundref:501100000780", "https://ror.org/021nxhr62",
    ),
    "publisher": ("P1", "https://openalex.org/P1", "ror:0336mm561"),
    "award": ("award:f1.7", "G7", "https://openalex.org/awards/g7"),
}  # fmt: skip


def _list(kind: str, field: str) -> str:
    return f"query ($id: ID!) {{ {kind}(filter: {{{field}: [$id]}}) {{ nodes {{ id }} }} }}"


def _one(kind: str) -> str:
    return f"query ($id: ID!) {{ {kind}(by: {{id: $id}}) {{ id }} }}"


def _between(ends: str) -> str:
    return f"query ($id: ID!) {{ connectionsBetween({ends}, maxLength: 1) {{ nodes {{ id }} }} }}"


def _write(name: str, more: str) -> str:
    selection = "paper { id }" if "Collection" not in name else "collection { id papers { nodes { id } } }"
    return f"mutation ($id: ID!) {{ {name}(input: {{paper: $id, {more}}}) {{ {selection} userErrors {{ code }} }} }}"


#: By argument: the kind of node, the operation, and a part of the response.
CALLS: Final = {
    "PaperFilter.ids": ("paper", _list("papers", "ids"), '{"id":"W1"}'),
    "PaperFilter.cites": ("paper", _list("papers", "cites"), '{"id":"W2"}'),
    "PaperFilter.citedBy": ("paper", _list("papers", "citedBy"), '{"id":"W2"}'),
    "PaperFilter.authors": ("author", _list("papers", "authors"), '{"id":"W1"}'),
    "PaperFilter.firstAuthors": ("author", _list("papers", "firstAuthors"), '{"id":"W1"}'),
    "PaperFilter.correspondingAuthors": ("author", _list("papers", "correspondingAuthors"), '{"id":"W1"}'),
    "PaperFilter.institutions": ("institution", _list("papers", "institutions"), '{"id":"W1"}'),
    "PaperFilter.topics": ("topic", _list("papers", "topics"), '{"id":"W1"}'),
    "PaperFilter.venues": ("venue", _list("papers", "venues"), '{"id":"W1"}'),
    "PaperFilter.publishers": ("publisher", _list("papers", "publishers"), '{"id":"W1"}'),
    "PaperFilter.funders": ("funder", _list("papers", "funders"), '{"id":"W1"}'),
    "PaperFilter.awards": ("award", _list("papers", "awards"), '{"id":"W1"}'),
    "FunderFilter.ids": ("funder", _list("funders", "ids"), '{"id":"F1"}'),
    "PublisherFilter.ids": ("publisher", _list("publishers", "ids"), '{"id":"P1"}'),
    "FunderKey.id": ("funder", _one("funder"), '{"id":"F1"}'),
    "PublisherKey.id": ("publisher", _one("publisher"), '{"id":"P1"}'),
    "AwardKey.id": ("award", _one("award"), '{"id":"award:f1.7"}'),
    "AuthorFilter.ids": ("author", _list("authors", "ids"), '{"id":"A1"}'),
    "AuthorFilter.institutions": ("institution", _list("authors", "institutions"), '{"id":"A1"}'),
    "AuthorFilter.topics": ("topic", _list("authors", "topics"), '{"id":"A1"}'),
    "InstitutionFilter.ids": ("institution", _list("institutions", "ids"), '{"id":"I1"}'),
    "TopicFilter.ids": ("topic", _list("topics", "ids"), '{"id":"T1"}'),
    "TopicFilter.broader": ("field", _list("topics", "broader"), '{"id":"T1"}'),
    "VenueFilter.ids": ("venue", _list("venues", "ids"), '{"id":"S1"}'),
    "PaperKey.id": ("paper", _one("paper"), '{"id":"W1"}'),
    "AuthorKey.id": ("author", _one("author"), '{"id":"A1"}'),
    "InstitutionKey.id": ("institution", _one("institution"), '{"id":"I1"}'),
    "TopicKey.id": ("topic", _one("topic"), '{"id":"T1"}'),
    "VenueKey.id": ("venue", _one("venue"), '{"id":"S1"}'),
    "Query.node(id:)": ("paper", "query ($id: ID!) { node(id: $id) { id } }", '{"id":"W1"}'),
    "Query.nodes(ids:)": ("paper", "query ($id: ID!) { nodes(ids: [$id]) { id } }", '{"id":"W1"}'),
    "Query.researchMap(around:)": (
        "paper", "query ($id: ID!) { researchMap(around: [$id]) { centre { id: nodeId } } }", '{"id":"W1"}',
    ),
    "Query.connectionsBetween(from:)": (
        "paper", _between('from: $id, to: "W2"'), '{"id":"W1"}',
    ),
    "Query.connectionsBetween(to:)": (
        "paper", _between('from: "W2", to: $id'), '{"id":"W1"}',
    ),
    "VoteInput.paper": ("paper", _write("vote", "vote: LIKE"), '{"id":"W1"}'),
    "ReactInput.paper": ("paper", _write("react", "kind: INSIGHTFUL"), '{"id":"W1"}'),
    "FollowInput.subject": (
        "paper", "mutation ($id: ID!) { follow(input: {subject: $id}) { subject { id } userErrors { code } } }",
        '{"id":"W1"}',
    ),
    "ClaimAuthorInput.author": (
        "author",
        """mutation ($id: ID!) {
          claimAuthor(input: {author: $id, evidence: "x"}) { author { id } userErrors { code } } }""",
        '{"id":"A1"}',
    ),
    "SaveInput.paper": ("paper", _write("save", ""), '{"id":"W1"}'),
    "SubmitReviewInput.paper": ("paper", _write("submitReview", 'points: [{kind: STRENGTH, text: "x"}]'), None),
    "AddCommentInput.paper": ("paper", _write("addComment", 'kind: NOTE, body: "x"'), '{"id":"W1"}'),
    "LinkResourceInput.paper": ("paper", _write("linkResource", 'kind: CODE, url: "https://example.org/c"'), None),
    "CollectionPaperInput.paper": ("paper", _write("addToCollection", 'collection: "col_1"'), '{"id":"W1"}'),
}  # fmt: skip
#: Arguments that take only ids from responses: people, and what people wrote.
OF_PEOPLE: Final = {
    "Query.user(id:)", "Query.collection(id:)", "ReportFilter.subject", "EndSessionInput.session",
    "RevokeAccessTokenInput.token", "EditReviewInput.review", "WithdrawReviewInput.review",
    "MarkReviewHelpfulInput.review", "UpdateCollectionInput.collection", "DeleteCollectionInput.collection",
    "CollectionPaperInput.collection", "ImportLibraryInput.collection", "AddCommentInput.review",
    "AddCommentInput.parent", "EditCommentInput.comment", "DeleteCommentInput.comment", "UnlinkResourceInput.resource",
    "ReportInput.subject", "ModerateInput.subject", "Query.libraryImport(id:)", "ResolveLibraryEntryInput.import",
    "UndoLibraryImportInput.import", "DecideClaimInput.request",
}  # fmt: skip
#: Tested separately, below.
OTHERS: Final = {"Subscription.paperActivity(paper:)", "ResolveLibraryEntryInput.paper"}
IMPORT: Final = """mutation ($text: String!) {
  importLibrary(input: {format: BIBTEX, text: $text}) { import { id: importId } userErrors { code } }
}"""
RESOLVE: Final = """mutation ($import: ID!, $id: ID!) {
  resolveLibraryEntry(input: {import: $import, position: 1, paper: $id}) { entry { paper { id } } userErrors { code } }
}"""


def arguments() -> Iterator[str]:
    """Every argument and field of an input that takes ids."""
    for kind in graphql_schema(SCHEMA).type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            yield from (f"{kind.name}.{name}" for name, field in kind.fields.items() if _is_id(field))
        elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                yield from (f"{kind.name}.{name}({each}:)" for each, argument in field.args.items() if _is_id(argument))


def _is_id(field: Any) -> bool:
    return str(field.type).strip("[]!") == "ID"


@pytest_asyncio.fixture(scope="module")
async def named(graph: Store) -> Client:
    people = await create_people(graph)
    await people.store.write(NAMED, {})
    return people


def test_every_argument_is_listed() -> None:
    assert sorted(arguments()) == sorted({*CALLS, *OF_PEOPLE, *OTHERS})


@pytest.mark.sample(12)
@pytest.mark.parametrize("argument", CALLS)
async def test_each_form_names_the_node(named: Client, argument: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The limit is long, because planning a search for paths may take long.
    monkeypatch.setattr("graphdb.paths.SECONDS", 60.0)
    kind, call, expected = CALLS[argument]
    answers: dict[str, str] = {}
    for form in FORMS[kind]:
        data, errors = await named.answer(viewer("ben"), call, id=form)
        assert not errors, (form, errors)
        answers[form] = orjson.dumps(data).decode()
    wrong = [form for form, text in answers.items() if "NOT_FOUND" in text or (expected and expected not in text)]
    assert wrong == [], answers
    assert '"W9"' not in "".join(answers.values())


async def test_each_form_names_the_paper_that_is_followed(named: Client) -> None:
    store: Store = named.store
    follower = Follower(store)
    for form in FORMS["paper"]:
        await follow(store, follower, form, None)
    positions = [await follower.positions.of("arxiv", "2001.00001"), await follower.positions.of("pmcid", "PMC123")]
    assert [each and each[0] for each in positions] == ["W1", "W1"]


async def test_each_form_names_the_paper_that_an_entry_is(named: Client) -> None:
    ben = viewer("ben")
    imported = (await named.ask(ben, IMPORT, text="@article{x, title = {Not in this graph}, year = 1900}"))[
        "importLibrary"
    ]
    for form in FORMS["paper"]:
        answer = await named.ask(ben, RESOLVE, **{"import": imported["import"]["id"], "id": form})
        assert answer["resolveLibraryEntry"] == {"entry": {"paper": {"id": "W1"}}, "userErrors": []}, form
