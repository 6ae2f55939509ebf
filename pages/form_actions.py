"""Form actions: each is one mutation whose input comes from the fields of a form. Forms work without script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from errors import PeergraphError, Unauthenticated
from pages.form import Form
from pages.messages import error_sentence, form_sentence
from pages.page_request import FormResult, PageRequest

Input = Callable[[Form, PageRequest], dict[str, Any]]
Target = Callable[[Form, PageRequest, Mapping[str, Any]], str | FormResult]
#: Errors with this status or above are internal, not errors of the form.
_INTERNAL: Final = 500


@dataclass(frozen=True, slots=True)
class FormAction:
    """Runs `documents/{document}.graphql` with `variables` from the form; `target` is where the reader goes then: a
    path, or a result that is shown on the same page."""

    document: str
    variables: Input
    target: Target


def done_on(fragment: str) -> Target:
    """Return to the page of the form, at a fragment."""
    return lambda _form, request, _payload: f"{request.url_path}#{fragment}"


def input_of(values: Input) -> Input:
    """The variables of a mutation with one input object; empty values are omitted."""
    return lambda form, request: {
        "input": {name: value for name, value in values(form, request).items() if value not in ("", None)}
    }


async def perform(request: PageRequest, action: FormAction, form: Form) -> str | FormResult:
    """Run an action: the path of the next page, or a result to show on this one. Raises Unauthenticated and internal
    errors."""
    try:
        data = await request.execute(action.document, **action.variables(form, request))
    except Unauthenticated:
        raise
    except PeergraphError as error:
        if error.status >= _INTERNAL:
            raise
        return FormResult((("", error_sentence(error, str(error))),), form)
    payload: Mapping[str, Any] = data["payload"]
    if payload["userErrors"]:
        return FormResult(tuple(map(_problem, payload["userErrors"])), form)
    return action.target(form, request, payload)


def _problem(error: Mapping[str, Any]) -> tuple[str, str]:
    path = ".".join(error["field"])
    return path, form_sentence(path, error["code"], error["message"])
