"""Operations by the text that they came in: parsed and validated once."""

from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    specified_rules,
)
from graphql.execution.collect_fields import FragmentDetails
from strawberry.schema.schema import validate_document

from loaders.recent import Recent

#: Characters of the documents that are remembered, and of the longest of them.
MOST: Final = 500_000
LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """An operation of a valid document."""

    definition: OperationDefinitionNode
    definitions: dict[str, FragmentDefinitionNode]
    fragments: dict[str, FragmentDetails]


class Documents:
    """The documents of a schema, of at most so many tokens each."""

    def __init__(self, schema: GraphQLSchema, tokens: int) -> None:
        self._schema = schema
        self._tokens = tokens
        self._known: Recent[tuple[str, str | None], Known] = Recent(MOST)

    def operation(self, text: str, name: str | None) -> Known | None:
        """The operation of a name; None where the document is not valid, very long, or does not say which."""
        known = self._known.get((text, name))
        if known is not None or len(text) > LONGEST:
            return known
        found = self._read(text, name)
        return found and self._known.put((text, name), found, len(text))

    def _read(self, text: str, name: str | None) -> Known | None:
        try:
            document = parse(text, max_tokens=self._tokens)
        except GraphQLError:
            return None
        definition = get_operation_ast(document, name)
        if definition is None or cast("Any", validate_document)(self._schema, document, tuple(specified_rules)):
            return None
        return _known(document, definition)


def _known(document: DocumentNode, definition: OperationDefinitionNode) -> Known:
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    return Known(definition, fragments, {name: FragmentDetails(node) for name, node in fragments.items()})
