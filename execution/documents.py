"""Documents by their text: each is parsed and validated once."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    Source,
    get_operation_ast,
    parse,
)

from execution.plan_key import PlanKey
from loaders.graphql_core import FragmentDetails, validate

#: Characters and lines of the longest document that is parsed. Each error counts the lines before it.
MAX_CHARACTERS: Final = 100_000
MAX_LINES: Final = 3_000
#: Characters of all documents in the cache, and of the longest document that is cached.
MAX_CACHED_CHARACTERS: Final = 500_000
MAX_CACHED_DOCUMENT: Final = 20_000


@dataclass(eq=False)
class ParsedOperation:
    """An operation of a document, with the fragments of the document."""

    schema: GraphQLSchema
    definition: OperationDefinitionNode
    definitions: dict[str, FragmentDefinitionNode]
    fragments: dict[str, FragmentDetails]

    @cached_property
    def plan_key(self) -> PlanKey:
        """Which of its variables a plan depends on. The document must be valid."""
        return PlanKey(self.schema, self.fragments, self.definition)


@dataclass(eq=False)
class Document:
    """A document without syntax errors."""

    schema: GraphQLSchema
    node: DocumentNode
    operations: dict[str | None, ParsedOperation] = field(default_factory=dict[str | None, ParsedOperation])

    @cached_property
    def errors(self) -> list[GraphQLError]:
        """What validation finds: none for a valid document."""
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
            return self._documents[text]
        except KeyError:
            document = self._parsed(text)
        if len(text) <= MAX_CACHED_DOCUMENT:
            self._documents[text] = document
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
    """Of the document's text."""
    source = document.source if isinstance(document, GraphQLError) else document.node.loc and document.node.loc.source
    return len(source.body) if source else MAX_CACHED_DOCUMENT
