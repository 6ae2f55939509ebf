"""One request for a page: what it carries, and the one GraphQL execution that answers it."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.datastructures import QueryParams

from errors import PeergraphError
from loaders.context import Context
from pages.form import Form
from pages.rendering import Reader
from schema.operations import execute

_DOCUMENTS: Final = Path(__file__).parent / "documents"
#: A fragment is a file of its own name.
_SPREAD: Final = re.compile(r"\.\.\.([A-Z]\w*)")


class NoSuchPage(PeergraphError):
    """There is nothing at the address: the message says what was looked for."""

    code = "NOT_FOUND"
    status = 404


@dataclass(frozen=True, slots=True)
class FormResult:
    """What a form answers on its own page: where nothing changed each problem with its field, "" for the whole, and
    what was filled in; else `made`, which is shown once."""

    problems: tuple[tuple[str, str], ...] = ()
    form: Form = field(default_factory=Form)
    made: str = ""

    @property
    def status(self) -> int:
        """Of the page that says it."""
        return 422 if self.problems else 200

    def of(self, act: str) -> "FormResult | None":
        """This, where it is of the form that does `act`."""
        return self if self.problems and self.form.get("do") == act else None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """`path` and `query` are the address's; `where` the address's path; `request` is the context of the execution,
    with who is signed in; `said` is the answer to a form that could not be done, which the page then shows."""

    context: Context
    where: str
    path: dict[str, str]
    query: QueryParams
    reader: Reader
    said: FormResult = field(default_factory=FormResult)

    @property
    def named(self) -> str:
        """What the path names. The query of another site's address that stands in it as it is belongs to that."""
        name = self.path["id"]
        return f"{name}?{self.query}" if self.query and self.borrowed else name

    @property
    def borrowed(self) -> bool:
        """Whether another site's address stands in the path."""
        return self.path["id"].startswith(("https:/", "http:/"))

    @property
    def address(self) -> str:
        """Where the service is for the world."""
        return self.context.address

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of `documents/{document}.graphql`. Call it once a visit: a request has one plan.

        Raises what the resolvers raised."""
        result = await execute(self.context, text(document), variables)
        for error in result.errors or ():
            if isinstance(error.original_error, PeergraphError):
                raise error.original_error
            raise PeergraphError(f"{document}.graphql: {error}") from error
        return result.data or {}


@cache
def text(document: str) -> str:
    """The GraphQL of a page, with the fragments that it spreads."""
    parts, missing = dict[str, str](), [document]
    while missing:
        name = missing.pop()
        parts[name] = (_DOCUMENTS / f"{name}.graphql").read_text(encoding="utf-8")
        missing += [each for each in _SPREAD.findall(parts[name]) if each not in parts]
    return "\n".join(parts.values())
