"""Between validation and execution the operation is planned; what cannot be asked is refused before anything runs."""

from collections.abc import Generator
from typing import cast

from graphql import (
    ExecutionResult,
    GraphQLError,
    get_operation_ast,
    get_variable_values,
)
from strawberry.extensions import SchemaExtension

from execution.documents import ParsedOperation
from execution.plans import planned
from loaders.context import Context
from loaders.planning import Operation


class Planned(SchemaExtension):
    """Gives the request its fetch groups, or the answer its errors."""

    def on_execute(self) -> Generator[None]:
        """Plans a valid operation. Variables that do not fit are left to execution, which says so."""
        context = self.execution_context
        document = context.graphql_document
        if document is None:
            yield
            return
        # The context's own `operation_name` is that of the first operation where the client named none.
        operation = get_operation_ast(document, context._provided_operation_name)  # pyright: ignore[reportPrivateUsage]
        if operation is None:
            error = GraphQLError("The document holds several operations: say which as `operationName`.")
            context.result = ExecutionResult(data=None, errors=[error])
            yield
            return
        schema = context.schema._schema  # pyright: ignore[reportPrivateUsage]
        variables = get_variable_values(schema, operation.variable_definitions or (), context.variables or {})
        if not isinstance(variables, list):
            request = cast("Context", context.context)
            wanted = Operation(schema, operation, ParsedOperation.of(document, operation).fragments, variables)
            try:
                request.begin(planned(wanted, context.variables or {}, request.limits), variables.coerced)
            except GraphQLError as error:
                context.result = ExecutionResult(data=None, errors=[error])
        yield
