"""On 49,264 real papers with 145,674 citations: the order of the definition, and the recall of bounded Cypher.

The short form loads the papers of the first years, which cite each other alone.
"""

import random
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from citations import files, neighbours_bounded
from citations.builder import build
from citations.index import Index
from citations.scoring import rank
from citations.weights import weights
from graphdb.neighbours import neighbourhoods
from graphdb.store import Store
from tests.citations.graphs import Graph
from tests.neighbours.conftest import edges_of
from tests.neighbours.oracle import Oracle
from tests.neighbours.paperscape import DATA, load
from tests.neighbours.test_scoring import agrees
from tests.sampler import Sampler

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"Paperscape's records are not at {DATA}.")
#: Papers whose full ranking is computed by the oracle: each has up to ten thousand neighbours.
SAMPLE: Final = 12


@pytest_asyncio.fixture(scope="module")
async def loaded(graph: Store, sample_of_module: Sampler) -> tuple[int, int]:
    """The numbers of papers and citations in the store."""
    years = sorted(DATA.glob("*.csv.gz"))
    chosen = sample_of_module.first(years, 3)
    numbers = await load(graph, chosen)
    assert chosen != years or numbers == (49_264, 145_674)
    return numbers


@pytest.fixture(scope="module")
def papers(graph: Store, loaded: tuple[int, int]) -> Store:
    assert all(loaded)
    return graph


@pytest_asyncio.fixture(scope="module")
async def index(papers: Store, loaded: tuple[int, int], tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("index")
    stamp = await build(papers, folder)
    assert (stamp.papers, stamp.citations) == loaded
    opened = files.load(folder)
    assert opened is not None
    return opened.index


@pytest_asyncio.fixture(scope="module")
async def edges(papers: Store) -> Graph:
    return await edges_of(papers)


def sample(oracle: Oracle, number: int) -> list[str]:
    """Random papers and those with most citations and references."""
    chance = random.Random(1)  # noqa: S311
    crowded = [max(oracle.papers, key=lambda each: len(rows[each])) for rows in (oracle.citations, oracle.references)]
    return [*crowded, *chance.sample(oracle.papers, number)]


def test_the_order_is_that_of_the_definition(index: Index, edges: Graph) -> None:
    oracle = Oracle(edges)
    for paper in sample(oracle, SAMPLE):
        position = index.papers.position(paper)
        assert position is not None
        agrees(rank(index, position, weights(None)), oracle, paper)


async def test_bounded_cypher_approximates_the_index(papers: Store, index: Index, edges: Graph) -> None:
    """Its scores are not above the exact ones, and it contains most of the first twenty."""
    chosen = [paper for paper in sample(Oracle(edges), 60) if index.references.row(index.papers.before(paper)).size > 2]
    near = await neighbourhoods(papers, chosen)
    shares: list[float] = []
    for paper in chosen:
        exact = rank(index, index.papers.before(paper), weights(None))
        expected = [each.id for each in exact.best(20)]
        actual = [each.id for each in neighbours_bounded.rank(paper, near[paper], weights(None)).best(20)]
        shares.append(len(set(actual) & set(expected)) / 20)
    assert sum(shares) / len(shares) > 0.85
