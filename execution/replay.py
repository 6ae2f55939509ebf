"""Lets graphql-core complete what was fetched: nothing is fetched twice, and errors are found and placed by it."""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLResolveInfo
from graphql.execution import MiddlewareManager

from execution.running import Run
from loaders.context import Context, path_of
from loaders.reading import Row

_UNKNOWN = object()


class Replay(MiddlewareManager):
    """Answers for the resolvers that a run has called already."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self._known = {
            (place.path, _identity(source)): (
                outcome
                if place.fetch_group is None or isinstance(outcome, Exception)
                else place.fetch_group.view[place.key](outcome)
            )
            for place, sources, outcomes in run.known
            for source, outcome in zip(sources, outcomes, strict=True)
        }

    def get_field_resolver(self, field_resolver: Callable[..., Any]) -> Callable[..., Any]:
        """The resolver, or what it has answered."""

        def resolve(source: Any, info: GraphQLResolveInfo[Context], **arguments: Any) -> Any:
            known = self._known.get((path_of(info), _identity(source)), _UNKNOWN)
            if known is _UNKNOWN:
                return field_resolver(source, info, **arguments)
            if isinstance(known, Exception):
                raise known
            return known

        return resolve


def _identity(source: Any) -> int:
    """Rows are made anew as they are read; the list of their values is the same."""
    return id(source.values) if isinstance(source, Row) else id(source)
