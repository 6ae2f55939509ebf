"""What forms do: each act is one mutation, its input made of a form's fields. The forms work without any script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from errors import PeergraphError, Unauthenticated
from pages.form import Form
from pages.page_request import FormResult, PageRequest

Input = Callable[[Form, PageRequest], dict[str, Any]]
To = Callable[[Form, PageRequest, Mapping[str, Any]], str | FormResult]
#: Errors from this status on are ours, and no form's.
_OURS: Final = 500


@dataclass(frozen=True, slots=True)
class FormAction:
    """`documents/{document}.graphql` with the variables that a form gives; then the reader goes on `to` an address, or
    stays."""

    document: str
    variables: Input
    to: To


def done_on(fragment: str) -> To:
    """Back to the page with the form, at one of its parts."""
    return lambda _form, visit, _did: f"{visit.where}#{fragment}"


def input_of(values: Input) -> Input:
    """The variables of a mutation that takes one input: what is empty is left out."""
    return lambda form, visit: {
        "input": {name: value for name, value in values(form, visit).items() if value not in ("", None)}
    }


async def do(visit: PageRequest, act: FormAction, form: Form) -> str | FormResult:
    """Where the reader goes on to, or what is wrong. Raises Unauthenticated, and what is not the reader's to mend."""
    try:
        did: Mapping[str, Any] = (await visit.ask(act.document, **act.variables(form, visit)))["did"]
    except Unauthenticated:
        raise
    except PeergraphError as error:
        if error.status >= _OURS:
            raise
        return FormResult((("", str(error)),), form)
    if did["userErrors"]:
        return FormResult(tuple((".".join(each["field"]), each["message"]) for each in did["userErrors"]), form)
    return act.to(form, visit, did)
