"""Validation errors of mutations."""

from typing import Self

import strawberry

from resolvers.validation import Problem


@strawberry.type(description="A validation error that the user can correct.")
class UserError:
    field: list[str] = strawberry.field(description="The path in the input: field names, and list indexes from 0.")
    code: str = strawberry.field(description="The code: `REQUIRED`, `TOO_LONG`, `NOT_FOUND` …")
    message: str = strawberry.field(description="What is wrong and how to correct it, as a sentence.")

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The error of a problem."""
        return cls(field=list(problem.field), code=problem.code, message=problem.message)
