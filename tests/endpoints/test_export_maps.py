"""Maps and citations as files."""

import struct
from collections.abc import AsyncIterator
from typing import Final
from xml.etree import ElementTree

import orjson
import pytest
import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.embedded.server import Address
from graphdb.store import Store
from ingest.demo import load_demo
from tests.endpoints.serving import Service, served, settings

BOMMASANI = "/papers/arxiv:2108.07258"
HARD = "doi:10.5555/a/(b)<c>;d%e"
ADDED = cypher("""\
CREATE (:Paper {id: $id, doi: '10.5555/a/(b)<c>;d%e', title: $title, sortTitle: 'x', kind: 'ARTICLE', sortYear: 2022,
                sortDate: '', citations: 0})
RETURN 1""")


@pytest_asyncio.fixture(scope="module")
async def demo(graph: Store, neo4j: Address, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    await load_demo(graph)
    await graph.write(ADDED, {"id": HARD, "title": "</script>]]>\u202e & \x07 'hard'"})
    async with served(settings(neo4j, tmp_path_factory.mktemp("data"), public_url="https://graph.example.org/")) as on:
        yield on


@pytest.mark.parametrize(
    ("suffix", "media"),
    [
        ("svg", "image/svg+xml"),
        ("graphml", "application/graphml+xml"),
        ("gexf", "application/gexf+xml"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
    ],
)
async def test_every_format_of_a_map(demo: Service, suffix: str, media: str) -> None:
    answer = await demo.http.get(f"{BOMMASANI}/map.{suffix}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert f'filename="arxiv-2108.07258-map.{suffix}"' in answer.headers["content-disposition"]
    assert "On the Opportunities and Risks of Foundation Models" in answer.text
    again = await demo.http.get(f"{BOMMASANI}/map.{suffix}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    other = await demo.http.get(f"{BOMMASANI}/map.{suffix}", headers={"if-none-match": '"x", W/"y"'})
    assert (other.status_code, other.content) == (200, answer.content)


async def test_a_picture_for_link_previews(demo: Service) -> None:
    picture = await demo.http.get(f"{BOMMASANI}/map.png")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture.content[16:24]) == (1200, 630)
    assert picture.headers["content-disposition"] == 'inline; filename="arxiv-2108.07258-map.png"'
    again = await demo.http.get(f"{BOMMASANI}/map.png", headers={"if-none-match": picture.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    smaller = await demo.http.get(f"{BOMMASANI}/map.png?nodes=3")
    assert 5_000 < len(smaller.content) < len(picture.content) < 300_000
    assert (await demo.http.get("/authors/author:ashish-vaswani/map.png")).status_code == 200
    assert (await demo.http.get("/papers/W404/map.png")).status_code == 404
    assert (await demo.http.get(f"{BOMMASANI}/map.png?nodes=0")).status_code == 400


@pytest.mark.parametrize(
    "path", ["authors/author:ashish-vaswani", "institutions/institution:google", "topics/topic:transformers"]
)
async def test_maps_of_other_nodes(demo: Service, path: str) -> None:
    research_map = (await demo.http.get(f"/{path}/map.json")).json()
    assert research_map["centre"] == [path.partition("/")[2]]
    assert research_map["permalink"].startswith("https://graph.example.org/explore?around=")


async def test_the_wishes_of_the_query_string(demo: Service) -> None:
    query = {"nodes": "9", "hops": "2", "kinds": "paper,TOPIC", "from": "2017", "to": "2019"}
    data = (await demo.http.get(f"{BOMMASANI}/map.json", params=query)).json()
    assert len(data["nodes"]) == 9
    assert {node["kind"] for node in data["nodes"]} == {"PAPER", "TOPIC"}
    assert data["permalink"].endswith("&kinds=PAPER%2CTOPIC&nodes=9&hops=2&from=2017&to=2019")
    edges = await demo.http.get(f"{BOMMASANI}/map.csv", params={"table": "edges"})
    assert edges.text.startswith("Source,Target,Type,Kind,Weight,Label,Count\r\n")


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/papers/W404/map.svg", 404, "No paper of this graph has the id 'W404'."),
        ("/papers/author:ashish-vaswani/map.svg", 404, "No paper of this graph has the id 'author:ashish-vaswani'."),
        ("/topics/nonsense/map.json", 404, "No topic of this graph has the id 'nonsense'."),
        ("/papers/doi:10.1/x.bib", 404, "No paper of this graph has the id 'doi:10.1/x'."),
        (f"{BOMMASANI}/map.svg?hops=9", 400, "`hops` is 9: it must be between 1 and 3."),
        (f"{BOMMASANI}/map.svg?nodes=1000000000", 400, "`nodes` is 1000000000: it must be between 1 and 500."),
        (f"{BOMMASANI}/map.svg?nodes=many", 400, "`nodes` is 'many': it must be a whole number."),
        (f"{BOMMASANI}/map.svg?kinds=USER", 400, "`kinds` has 'USER'"),
        (f"{BOMMASANI}/map.svg?from=2020&to=2010", 400, "`year` runs from 2020 to 2010"),
        (f"{BOMMASANI}/map.svg?table=nodes", 400, "`table` is 'nodes'"),
    ],
)
async def test_what_there_is_not(demo: Service, address: str, status: int, says: str) -> None:
    answer = await demo.http.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith(says)
    assert answer.text.count("\n") == 1


@pytest.mark.parametrize("written", ["doi:10.5555/a/(b)%3Cc%3E;d%25e", "doi%3A10.5555%2Fa%2F%28b%29%3Cc%3E%3Bd%25e"])
async def test_ids_with_colons_and_slashes(demo: Service, written: str) -> None:
    picture = await demo.http.get(f"/papers/{written}/map.svg")
    assert picture.status_code == 200
    assert ElementTree.fromstring(picture.text) is not None  # noqa: S314 (our own text)
    assert picture.headers["content-disposition"] == 'inline; filename="doi-10.5555-a-b-c-d-e-map.svg"'
    assert (await demo.http.get(f"/papers/{written}/map.json")).json()["centre"] == [HARD]
    assert (await demo.http.get(f"/papers/{written}.json")).json()[0]["id"] == HARD


NEGOTIATED: Final = [
    ("application/x-bibtex", "application/x-bibtex; charset=utf-8", "@misc{bommasani"),
    ("application/x-research-info-systems", "application/x-research-info-systems; charset=utf-8", "TY  - "),
    ("application/vnd.citationstyles.csl+json", "application/vnd.citationstyles.csl+json", "[\n"),
    ("application/citeproc+json, text/html;q=0.5", "application/vnd.citationstyles.csl+json", "[\n"),
    ("text/x-bibliography; style=ieee", "text/x-bibliography; charset=utf-8", "R. Bommasani"),
    ("text/x-bibliography;style=apa;locale=de-DE", "text/x-bibliography; charset=utf-8", "Bommasani, R."),
    ("text/html, application/x-bibtex", "text/html; charset=utf-8", "<!doctype html>"),
    ("application/x-bibtex;q=0.2, */*", "text/html; charset=utf-8", "<!doctype html>"),
    ("application/x-bibtex;q=nonsense", "text/html; charset=utf-8", "<!doctype html>"),
    ("*/*", "text/html; charset=utf-8", "<!doctype html>"),
]


async def test_a_paper_is_served_as_a_citation(demo: Service) -> None:
    for accept, media, start in NEGOTIATED:
        response = await demo.http.get(BOMMASANI, headers={"accept": accept})
        assert (response.status_code, response.headers["content-type"]) == (200, media), accept
        assert response.text.lower().startswith(start.lower()), accept
        assert "Accept" in response.headers["vary"]
    bibtex = {"accept": "application/x-bibtex"}
    tag = (await demo.http.get(BOMMASANI, headers=bibtex)).headers["etag"]
    assert (await demo.http.get(BOMMASANI, headers={**bibtex, "if-none-match": tag})).status_code == 304
    unknown = await demo.http.get(BOMMASANI, headers={"accept": "text/x-bibliography; style=no-such-style"})
    assert (unknown.status_code, "no-such-style" in unknown.text) == (400, True)
    assert (await demo.http.get("/papers/doi:10.1/x", headers=bibtex)).status_code == 404


async def test_citations(demo: Service) -> None:
    bibtex = await demo.http.get(f"{BOMMASANI}.bib")
    assert bibtex.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert bibtex.text.startswith("@misc{bommasani2022opportunities,")
    ris = await demo.http.get(f"{BOMMASANI}.ris")
    assert ris.headers["content-type"] == "application/x-research-info-systems; charset=utf-8"
    assert ris.text.startswith("TY  - ")
    csl = await demo.http.get(f"{BOMMASANI}.json")
    assert orjson.loads(csl.content)[0]["title"] == "On the Opportunities and Risks of Foundation Models"
    again = await demo.http.get(f"{BOMMASANI}.bib", headers={"if-none-match": f"W/{bibtex.headers['etag']}"})
    assert again.status_code == 304


async def test_graphql_gives_the_same_file(demo: Service) -> None:
    query = "query ($id: ID!) { paper(by: {id: $id}) { map { export(format: SVG) } } }"
    data = await demo.ask(query, id="arxiv:2108.07258")
    assert data["data"]["paper"]["map"]["export"] == (await demo.http.get(f"{BOMMASANI}/map.svg")).text
