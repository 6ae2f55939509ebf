"""Faults on purpose: the real store and the real batch resolvers, some of whose answers are spoilt. The same question
is spoilt in the same way each time it is asked, whatever it is batched with."""

import zlib
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final, cast

from graphdb.cypher import Cypher
from graphdb.store import Store
from loaders.context import Batch, Context
from loaders.cost import Limits

#: What stands for a value, now and then.
SPOILT: Final[Mapping[int, Any]] = {0: None, 1: {"no": "scalar"}}


class FaultyStore(Store):
    """A store that answers with what it should not."""

    @classmethod
    def of(cls, store: Store, seed: int) -> "FaultyStore":
        """The same connections, and faults of a seed."""
        faulty = cls.__new__(cls)
        faulty.__dict__ |= vars(store)
        faulty.seed = seed
        return faulty

    seed: int

    async def read(self, statement: Cypher, parameters: Mapping[str, object], *, within: float | None = None) -> Any:
        """The answer, with holes in it; or none at all."""
        if _drawn(self.seed, statement.text) % 23 == 0:
            raise RuntimeError(f"lost {_drawn(self.seed, statement.text)}")
        found = await super().read(statement, parameters, within=within)
        return self._spoilt(found, "") if "asked" in parameters else found

    def _spoilt(self, value: object, place: str) -> Any:
        if isinstance(value, list) and len(place) < 60:
            values = cast("list[Any]", value)
            head = str(values[0]) if values and isinstance(values[0], str) else ""
            return [
                values[0] if number == 0 and head else self._spoilt(each, f"{place}/{head}{number}")
                for number, each in enumerate(values)
            ]
        drawn = _drawn(self.seed, f"{place}={value!r}")
        return SPOILT[drawn % 97] if drawn % 97 in SPOILT and place.count("/") > 2 else cast("object", value)


class FaultyRequest(Context):
    """A request some of whose batch resolvers fail, for some of what they are asked."""

    def __init__(self, store: Store, seed: int) -> None:
        super().__init__(FaultyStore.of(store, seed), Limits())
        self._seed = seed

    def loader(self, batch: Batch, *arguments: Hashable) -> Any:
        """The batch resolver, with faults."""

        async def spoilt(keys: Sequence[Any], *given: Any) -> Sequence[Any]:
            answers = await batch(keys, *given)
            return [self._one(batch.__name__, key, each) for key, each in zip(keys, answers, strict=True)]

        key = ("spoilt", batch, *arguments)
        if key not in self._spoilt:
            self._spoilt[key] = spoilt
        return super().loader(self._spoilt[key], *arguments)

    @property
    def _spoilt(self) -> dict[Hashable, Batch]:
        return self.__dict__.setdefault("spoilt", {})

    def _one(self, name: str, key: Any, answer: Any) -> Any:
        match _drawn(self._seed, f"{name} {key if isinstance(key, str) else ''}") % 9:
            case 0:
                return ValueError(f"{name} failed")
            case 1:
                return None
            case _:
                return answer


def _drawn(seed: int, text: str) -> int:
    return zlib.crc32(f"{seed} {text}".encode())
