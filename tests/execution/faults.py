"""Injected faults: the real store and the real batch resolvers with some results replaced. The same query has the same
faults each time, whatever it is batched with."""

import zlib
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final, cast

from graphdb.cypher import Cypher
from graphdb.store import Store
from loaders.context import Batch, Context
from loaders.cost import Limits

#: Replacements of values, by remainder.
SPOILT: Final[Mapping[int, Any]] = {0: None, 1: {"no": "scalar"}}


class FaultyStore(Store):
    """A store with faults in its results."""

    @classmethod
    def of(cls, store: Store, seed: int) -> "FaultyStore":
        """The same connections, with the faults of a seed."""
        faulty = cls.__new__(cls)
        faulty.__dict__ |= vars(store)
        faulty.seed = seed
        return faulty

    seed: int

    async def read(
        self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None, latest: bool = False
    ) -> Any:
        """The result with replaced values, or an error."""
        if _draw(self.seed, statement.text) % 23 == 0:
            raise RuntimeError(f"lost {_draw(self.seed, statement.text)}")
        rows = await super().read(statement, parameters, within=within, latest=latest)
        return self._spoilt(rows, "") if "keys" in parameters else rows

    def _spoilt(self, value: object, path: str) -> Any:
        if isinstance(value, list) and len(path) < 60:
            values = cast("list[Any]", value)
            head = str(values[0]) if values and isinstance(values[0], str) else ""
            return [
                values[0] if number == 0 and head else self._spoilt(each, f"{path}/{head}{number}")
                for number, each in enumerate(values)
            ]
        drawn = _draw(self.seed, f"{path}={value!r}")
        return SPOILT[drawn % 97] if drawn % 97 in SPOILT and path.count("/") > 2 else cast("object", value)


class FaultyContext(Context):
    """A context whose batch resolvers fail for some keys."""

    def __init__(self, store: Store, seed: int) -> None:
        super().__init__(FaultyStore.of(store, seed), Limits())
        self._seed = seed

    def loader(self, batch: Batch, *arguments: Hashable) -> Any:
        """The batch resolver, with faults."""

        async def spoilt(keys: Sequence[Any], *options: Any) -> Sequence[Any]:
            answers = await batch(keys, *options)
            return [self._one(batch.__name__, key, each) for key, each in zip(keys, answers, strict=True)]

        key = ("spoilt", batch, *arguments)
        if key not in self._spoilt:
            self._spoilt[key] = spoilt
        return super().loader(self._spoilt[key], *arguments)

    @property
    def _spoilt(self) -> dict[Hashable, Batch]:
        return self.__dict__.setdefault("spoilt", {})

    def _one(self, name: str, key: Any, answer: Any) -> Any:
        match _draw(self._seed, f"{name} {key if isinstance(key, str) else ''}") % 9:
            case 0:
                return ValueError(f"{name} failed")
            case 1:
                return None
            case _:
                return answer


def _draw(seed: int, text: str) -> int:
    return zlib.crc32(f"{seed} {text}".encode())
