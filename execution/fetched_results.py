"""Lets graphql-core complete what was fetched: nothing is fetched twice, and errors are graphql-core's own."""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLResolveInfo
from graphql.execution import MiddlewareManager

from execution.running import Run
from loaders.context import Context, path_of
from loaders.reading import Row

_MISSING = object()


class FetchedResults(MiddlewareManager):
    """Replaces the resolvers that a run has called by their outcomes."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self._outcomes = {
            (step.field.path, _identity(source)): (
                outcome if step.fetch_group is None or isinstance(outcome, Exception) else step.field.read(outcome)
            )
            for step, sources, outcomes in run.fetched
            for source, outcome in zip(sources, outcomes, strict=True)
        }

    def get_field_resolver(self, field_resolver: Callable[..., Any]) -> Callable[..., Any]:
        """The resolver, or one that returns or raises the outcome of the run."""

        def resolve(source: Any, info: GraphQLResolveInfo[Context], **arguments: Any) -> Any:
            outcome = self._outcomes.get((path_of(info), _identity(source)), _MISSING)
            if outcome is _MISSING:
                return field_resolver(source, info, **arguments)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        return resolve


def _identity(source: Any) -> int:
    """Each read of a row makes a new `Row` around the same list of values."""
    return id(source.values) if isinstance(source, Row) else id(source)
