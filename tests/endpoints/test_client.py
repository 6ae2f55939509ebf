"""The client library gql works, with the schema by introspection."""

import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport

from tests.endpoints.conftest import TITLE
from tests.endpoints.serving import Service


async def test_gql_reads_the_schema_and_queries_by_it(service: Service) -> None:
    transport = HTTPXAsyncTransport(url=f"{service.address}/graphql", timeout=30)
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        assert session.client.schema is not None
        assert {"Paper", "PaperFilter", "Node"} <= set(session.client.schema.type_map)
        query = gql("query Title($id: ID!) { paper(by: {id: $id}) { title authors { nodes { name } } } }")
        query.variable_values = {"id": "W1"}
        data = await session.execute(query)
    assert data == {"paper": {"title": TITLE, "authors": {"nodes": [{"name": "Ada"}]}}}


async def test_gql_raises_errors_with_their_codes(service: Service) -> None:
    transport = HTTPXAsyncTransport(url=f"{service.address}/graphql", timeout=30)
    async with Client(transport=transport) as session:
        with pytest.raises(TransportQueryError) as raised:
            await session.execute(gql("{ papers(first: -1) { totalCount } }"))
    assert raised.value.errors is not None
    assert raised.value.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
