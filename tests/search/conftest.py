"""The demo graph in the store, for each module that searches it, with a few records that are hard to find."""

import pytest_asyncio

from graphdb.cypher import cypher
from graphdb.store import Store
from ingest.demo import load_demo
from tests.reading.client import Client

MORE = cypher("""\
CREATE (:Paper {id: 'W7001', title: 'Sur la conjecture de Poincaré', titleKey: 'sur la conjecture de poincare',
    sortTitle: 'sur la conjecture de poincare', sortYear: 1904, sortDate: '', kind: 'ARTICLE', citations: 0,
    credits: 'Henri Poincaré, 1904', year: 1904}),
  (:Paper {id: 'W7002', title: '<img src=x onerror=alert(1)> & the "hostile" title', sortTitle: 'img', sortYear: -1,
    sortDate: '', kind: 'OTHER', citations: 0, titleKey: 'img src x onerror alert 1 the hostile title'}),
  (:Author {id: 'A7003', name: 'Jürgen Ærøsund', sortName: 'jurgen aerosund', orcid: '0000-0002-1825-0097',
    papers: 0, citations: 0}),
  (:Institution {id: 'I7004', name: 'Kungliga Tekniska Högskolan', sortName: 'kungliga tekniska hogskolan',
    searchNames: ['KTH', 'Royal Institute of Technology'],
    ror: '05dxps055', papers: 0, authors: 0, citations: 0})""")


@pytest_asyncio.fixture(scope="module")
async def client(graph: Store) -> Client:
    await load_demo(graph)
    await graph.write(MORE, {})
    return Client(graph)
