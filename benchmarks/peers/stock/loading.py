"""Dataloaders, one for each statement and its arguments, created for each request."""

from typing import Any, LiteralString

from aiodataloader import DataLoader
from neo4j import AsyncDriver, RoutingControl


class Loaders:
    """The dataloaders of one request, whose bearer token has this SHA-256."""

    def __init__(self, driver: AsyncDriver, key: str) -> None:
        self.key = key
        self._driver = driver
        self._loaders: dict[tuple[str, int], DataLoader[str, Any]] = {}

    async def write(self, statement: LiteralString, parameters: dict[str, Any]) -> Any:
        """The one value of a statement that writes."""
        records, _, _ = await self._driver.execute_query(statement, parameters, database_="neo4j")
        return records[0][0]

    async def load(self, statement: LiteralString, key: str, first: int = 0) -> Any:
        """The value of a statement for a key, batched with requests of the same turn of the event loop."""
        shape = (statement, first)
        if shape not in self._loaders:

            async def batch(keys: list[str]) -> list[Any]:
                return await self._read(statement, keys, first)

            self._loaders[shape] = DataLoader(batch)
        return await self._loaders[shape].load(key)

    async def _read(self, statement: LiteralString, keys: list[str], first: int) -> list[Any]:
        parameters: dict[str, Any] = {"keys": keys, "first": first}
        records, _, _ = await self._driver.execute_query(
            statement, parameters, routing_=RoutingControl.READ, database_="neo4j"
        )
        values = {record["key"]: record["value"] for record in records}
        return [values.get(key) for key in keys]
