"""The plan of an operation: its selection, and the fetch groups that read it from the store."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode, get_argument_values
from graphql.execution import VariableValues

from errors import BadInput
from graphdb import composing
from graphdb.composing import Statement
from graphdb.lookups import LOOKUPS
from graphdb.projection import Projection
from loaders.cost import Cost, Ledger
from loaders.deferred_params import DeferredParam
from loaders.graphql_core import FragmentDetails
from loaders.references import NodeReference
from loaders.selection import Path, PlannedField, Selection


@dataclass(frozen=True, slots=True)
class FetchGroup:
    """A connected part of the selection: what it reads from the store, and the fields that are read from the result."""

    label: str
    projection: Projection = field(default_factory=Projection)
    selection: Selection = field(default_factory=dict[str, PlannedField])
    _statements: dict[str, Statement] = field(default_factory=dict[str, Statement], compare=False)

    def statement(self, scheme: str) -> Statement:
        """The statement that finds its nodes by identifiers of a scheme; without a scheme, the one of a fetch group
        that begins at no node. Composed once."""
        if scheme not in self._statements:
            self._statements[scheme] = (
                composing.fetch_group(self.projection, LOOKUPS[self.label][scheme])
                if scheme
                else composing.rootless(self.projection)
            )
        return self._statements[scheme]


@dataclass(slots=True, eq=False, weakref_slot=True)
class Plan:
    """An operation as it runs: the fields of its root type, and its fetch groups by the response path where they begin
    and the type of the nodes there. `references` are those to nodes in arguments, by the
    path of the field. `unsupported` is why only graphql-core can run it."""

    kind: GraphQLObjectType
    ledger: Ledger
    root: Selection = field(default_factory=dict[str, PlannedField])
    fetch_groups: dict[Path, dict[str, FetchGroup]] = field(default_factory=dict[Path, dict[str, FetchGroup]])
    deferred: list[DeferredParam] = field(default_factory=list[DeferredParam])
    weights: list[PlannedField] = field(default_factory=list[PlannedField])
    references: dict[Path, list[NodeReference]] = field(default_factory=dict[Path, list[NodeReference]])
    unsupported: str | None = None
    has_run: bool = False

    def cost(self, variables: VariableValues) -> Cost:
        """The cost of a request: that of the plan, and of resolvers whose work depends on variables."""
        work = Counter(self.ledger.by_field)
        for each in self.weights:
            with located(each):
                work[each.coordinate] += each.times * each.spec.work(arguments_of(each, variables))
        return Cost(work, self.ledger.planning, self.ledger.limits.cost)


@dataclass(frozen=True, slots=True)
class Operation:
    """What is planned: an operation of a validated document, with its variables coerced."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues


def arguments_of(field: PlannedField, variables: VariableValues) -> dict[str, Any]:
    """The arguments of a field, with defaults."""
    return get_argument_values(field.defined, field.details[0].node, variables)


@contextmanager
def located(field: PlannedField) -> Generator[None]:
    """Adds to errors about a field its location in the query and its path in the response."""
    try:
        yield
    except BadInput as error:
        raise GraphQLError(
            str(error),
            nodes=[details.node for details in field.details],
            path=list(field.path),
            original_error=error,
            extensions={"code": error.code},
        ) from error
