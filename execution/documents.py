"""Documents by their text: each is parsed and validated once."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    Source,
    get_operation_ast,
    parse,
)
from prometheus_client import Histogram

from execution.plan_key import PlanKey
from loaders.graphql_core import FragmentDetails, validate
from telemetry.metrics import CACHE, CACHE_SIZE, OPERATIONS

#: Characters and lines of the longest document that is parsed. Each error counts the lines before it.
MAX_CHARACTERS: Final = 100_000
MAX_LINES: Final = 3_000
#: Characters of all documents in the cache, and of the longest document that is cached.
MAX_CACHED_CHARACTERS: Final = 500_000
MAX_CACHED_DOCUMENT: Final = 20_000
_HITS, _MISSES = (CACHE.labels("documents", outcome) for outcome in ("hit", "miss"))
_SIZE: Final = CACHE_SIZE.labels("documents")


@dataclass(eq=False)
class ParsedOperation:
    """An operation of a document, with the fragments of the document."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    definitions: dict[str, FragmentDefinitionNode]
    fragments: dict[str, FragmentDetails]

    @cached_property
    def plan_key(self) -> PlanKey:
        """The variables that its plans depend on. The document must be valid."""
        return PlanKey(self.schema, self.fragments, self.definition)

    @cached_property
    def root_field(self) -> str:
        """The name in the schema of the field of the root, `several` if it is not exactly one. The document must be
        valid."""
        match self.definition.selection_set.selections:
            case [FieldNode() as node]:
                return node.name.value
            case _:
                return "several"

    @cached_property
    def durations(self) -> Histogram:
        """The durations of its executions, and of others with the same field. The document must be valid."""
        return OPERATIONS.labels(self.definition.operation.value, self.root_field)

    @cached_property
    def introspects_only(self) -> bool:
        """Whether all fields of the root are those of introspection. The document must be valid."""
        pending, fields, spreads = [self.definition.selection_set], set[str](), set[str]()
        while pending:
            for selection in pending.pop().selections:
                if isinstance(selection, FieldNode):
                    fields.add(selection.name.value)
                elif isinstance(selection, InlineFragmentNode):
                    pending.append(selection.selection_set)
                elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spreads:
                    spreads.add(selection.name.value)
                    pending.append(self.definitions[selection.name.value].selection_set)
        return fields - {"__typename"} in ({"__schema"}, {"__type"}, {"__schema", "__type"})


@dataclass(eq=False)
class Document:
    """A document without syntax errors."""

    schema: GraphQLSchema
    node: DocumentNode
    operations: dict[str | None, ParsedOperation] = field(default_factory=dict[str | None, ParsedOperation])

    @cached_property
    def errors(self) -> list[GraphQLError]:
        """Validation errors."""
        return validate(self.schema, self.node)

    def operation(self, name: str | None) -> ParsedOperation | None:
        """The operation of this name, or without a name the only one: the same object each time."""
        if name not in self.operations:
            definition = get_operation_ast(self.node, name)
            if definition is None:
                return None
            nodes = [each for each in self.node.definitions if isinstance(each, FragmentDefinitionNode)]
            definitions = {node.name.value: node for node in nodes}
            fragments = {name: FragmentDetails(node) for name, node in definitions.items()}
            self.operations[name] = ParsedOperation(self.schema, definition, definitions, fragments)
        return self.operations[name]


class Documents:
    """The documents of a schema, of at most so many tokens each."""

    def __init__(self, schema: GraphQLSchema, tokens: int) -> None:
        self.schema = schema
        self._tokens = tokens
        self._documents: LRUCache[str, Document | GraphQLError] = LRUCache(MAX_CACHED_CHARACTERS, _characters)

    def read(self, text: str) -> Document | GraphQLError:
        """The document of a text, or its syntax error."""
        try:
            document = self._documents[text]
        except KeyError:
            _MISSES.inc()
            document = self._parsed(text)
        else:
            _HITS.inc()
            return document
        if len(text) <= MAX_CACHED_DOCUMENT:
            self._documents[text] = document
            _SIZE.set(self._documents.currsize)
        return document

    def _parsed(self, text: str) -> Document | GraphQLError:
        for name, number, limit in (("characters", len(text), MAX_CHARACTERS), ("lines", text.count("\n"), MAX_LINES)):
            if number > limit:
                return GraphQLSyntaxError(Source(""), 0, f"Document contains more than {limit:,} {name}.")
        try:
            return Document(self.schema, parse(text, max_tokens=self._tokens))
        except GraphQLError as error:
            return error


def _characters(document: Document | GraphQLError) -> int:
    """The number of characters of the document."""
    source = document.source if isinstance(document, GraphQLError) else document.node.loc and document.node.loc.source
    return len(source.body) if source else MAX_CACHED_DOCUMENT
