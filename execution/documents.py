"""Documents by the text that they came in: parsed and validated once, whoever asks about them."""

from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
    parse,
    specified_rules,
)
from graphql.execution.collect_fields import FragmentDetails
from strawberry.schema.schema import validate_document

from loaders.recent import Recent

#: Characters of the documents that are remembered, and of the longest of them.
MAX_CACHED_CHARACTERS: Final = 500_000
MAX_CACHED_DOCUMENT: Final = 20_000

Errors = tuple[GraphQLError, ...]


@dataclass(frozen=True, slots=True)
class ParsedOperation:
    """An operation of a valid document."""

    definition: OperationDefinitionNode
    definitions: dict[str, FragmentDefinitionNode]
    fragments: dict[str, FragmentDetails]

    @classmethod
    def of(cls, document: DocumentNode, definition: OperationDefinitionNode) -> "ParsedOperation":
        """An operation, with the fragments of its document."""
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        return cls(definition, fragments, {name: FragmentDetails(node) for name, node in fragments.items()})


class Documents:
    """The documents of a schema, of at most so many tokens each."""

    def __init__(self, schema: GraphQLSchema, tokens: int) -> None:
        self._schema = schema
        self._tokens = tokens
        self._documents: Recent[str, DocumentNode | Errors] = Recent(MAX_CACHED_CHARACTERS)
        self._known: Recent[tuple[str, str | None], ParsedOperation] = Recent(MAX_CACHED_CHARACTERS)

    def read(self, text: str) -> DocumentNode | Errors:
        """The document, or what is wrong with it."""
        found = self._documents.get(text)
        if found is not None:
            return found
        read = self._read(text)
        return self._documents.put(text, read, len(text)) if len(text) <= MAX_CACHED_DOCUMENT else read

    def operation(self, text: str, name: str | None) -> ParsedOperation | None:
        """The operation of a name, the same each time; None where the document is not valid, very long, or does not say
        which."""
        known = self._known.get((text, name))
        if known is not None or len(text) > MAX_CACHED_DOCUMENT:
            return known
        found = self._operation(text, name)
        return found and self._known.put((text, name), ParsedOperation.of(*found), len(text))

    def kind(self, text: str, name: str | None) -> OperationType | None:
        """What the operation is; None where the document is not valid or does not say which."""
        known = self._known.get((text, name))
        if known is not None:
            return known.definition.operation
        found = self._operation(text, name)
        return found and found[1].operation

    def _operation(self, text: str, name: str | None) -> tuple[DocumentNode, OperationDefinitionNode] | None:
        document = self.read(text)
        definition = get_operation_ast(document, name) if isinstance(document, DocumentNode) else None
        return definition and (cast("DocumentNode", document), definition)

    def _read(self, text: str) -> DocumentNode | Errors:
        try:
            document = parse(text, max_tokens=self._tokens)
        except GraphQLError as error:
            return (error,)
        wrong: list[GraphQLError] = cast("Any", validate_document)(self._schema, document, tuple(specified_rules))
        return tuple(wrong) or document
