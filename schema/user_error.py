"""What a person can mend."""

from typing import Self

import strawberry

from resolvers.validation import Problem


@strawberry.type(description="Something that is wrong with an input, and that the person who gave it can mend.")
class UserError:
    field: list[str] = strawberry.field(description="Where in the input: names of fields, and places in lists from 0.")
    code: str = strawberry.field(description="What, for programs: `REQUIRED`, `TOO_LONG`, `NOT_FOUND` …")
    message: str = strawberry.field(description="What, and what to do, as a sentence.")

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """As the API tells it."""
        return cls(field=list(problem.field), code=problem.code, message=problem.message)
