"""A request for a page, and the GraphQL operation that answers it."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from graphql import GraphQLError
from starlette.datastructures import QueryParams

from errors import NotReady, PeergraphError
from loaders.context import Context
from pages.form import Form
from pages.rendering import Reader
from schema.operations import execute

_DOCUMENTS: Final = Path(__file__).parent / "documents"
#: A fragment is in the file of its name.
_SPREAD: Final = re.compile(r"\.\.\.([A-Z]\w*)")
_LOG: Final = logging.getLogger("peergraph")


class NoSuchPage(PeergraphError):
    """No page has this URL; the message names it."""

    code = "NOT_FOUND"
    status = 404


@dataclass(frozen=True, slots=True)
class FormResult:
    """The result of a form that is shown on its page: `problems` as pairs of field ("" for the form) and message with
    the submitted `form`, or `secret`, a new token that is shown once, or the `payload` of a mutation whose other
    fields are shown once."""

    problems: tuple[tuple[str, str], ...] = ()
    form: Form = field(default_factory=Form)
    secret: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def status(self) -> int:
        """The HTTP status of the page."""
        return 422 if self.problems else 200

    def for_action(self, name: str) -> "FormResult | None":
        """This result if it has problems and its form is that of the action `name`."""
        return self if self.problems and self.form.get("do") == name else None

    def problem(self, path: str, action: str = "") -> str:
        """The problem of a field, empty without one. `action`: only if the form is that of this action."""
        if action and self.form.get("do") != action:
            return ""
        return next((message for name, message in self.problems if name == path), "")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """`context` is that of the execution, with the signed-in user; `url_path`, `path_params` and `query` are parts of
    the URL; `result` is the result of a form that the page shows."""

    context: Context
    url_path: str
    path_params: dict[str, str]
    query: QueryParams
    reader: Reader
    result: FormResult = field(default_factory=FormResult)

    @property
    def identifier(self) -> str:
        """The identifier in the path. If it is a URL of another site, the query belongs to that URL."""
        name = self.path_params["id"]
        return f"{name}?{self.query}" if self.query and self.has_foreign_url else name

    @property
    def has_foreign_url(self) -> bool:
        """Whether the identifier in the path is a URL of another site."""
        return self.path_params["id"].startswith(("https:/", "http:/"))

    @property
    def address(self) -> str:
        """The public URL of the service."""
        return self.context.address

    async def execute(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of `documents/{document}.graphql`. Call it once per request: a context has one plan.

        A stored value that its field cannot have is null in the data, as in any response; where it leaves nothing of a
        root field, its error is raised, as all errors of resolvers are. Plots whose tables are not ready are null."""
        result = await execute(self.context, text(document), variables)
        data = result.data or {}
        for error in result.errors or ():
            if isinstance(error.original_error, NotReady) and error.path and data.get(str(error.path[0])) is not None:
                continue
            if isinstance(error.original_error, PeergraphError):
                raise error.original_error
            is_value = error.original_error is None or isinstance(error.original_error, GraphQLError)
            if not (is_value and error.path and data.get(str(error.path[0])) is not None):
                raise PeergraphError(f"{document}.graphql: {error}") from error
            _LOG.warning("%s.graphql has a value that its field cannot have: %s", document, error)
        return data


@cache
def text(document: str) -> str:
    """The GraphQL of a page, with the fragments that it spreads."""
    parts, missing = dict[str, str](), [document]
    while missing:
        name = missing.pop()
        parts[name] = (_DOCUMENTS / f"{name}.graphql").read_text(encoding="utf-8")
        missing += [spread for spread in _SPREAD.findall(parts[name]) if spread not in parts]
    return "\n".join(parts.values())
