"""`/forgot-password`, `/reset-password` and `/confirm-email`: requests for links, and the pages of the links.

Opening a link changes nothing, because mail programs open links too; its form does.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pages.form import Form
from pages.form_actions import FormAction, input_of
from pages.links import sign_in as sign_in_path
from pages.page_request import FormResult, PageRequest
from pages.rendering import Page, Redirect, render_page
from resolvers.input_limits import LINK_TOKEN, PASSWORD


async def forgotten(request: PageRequest) -> Page | Redirect:
    """The form that requests a link to set a new password."""
    data = await request.execute("sign_in")
    return render_page(
        replace(request.reader, location="/"), "forgot_password", "plain", status=request.result.status,
        result=request.result, by_mail=data["signIn"]["resetByMail"], is_sent=_is_done(request.result),
    )  # fmt: skip


async def reset(request: PageRequest) -> Page | Redirect:
    """The form that sets a new password by a link."""
    return render_page(
        replace(request.reader, location="/"), "reset_password", "plain", status=request.result.status,
        result=request.result, token=_token(request), password=PASSWORD, is_done=_is_done(request.result),
    )  # fmt: skip


async def confirm(request: PageRequest) -> Page | Redirect:
    """The form that confirms an e-mail address by a link, for the signed-in user."""
    if request.context.viewer is None:
        return Redirect(sign_in_path(request.reader.location), 303, query=False)
    return render_page(
        replace(request.reader, location="/"), "confirm_email", "plain", status=request.result.status,
        result=request.result, token=_token(request), is_done=_is_done(request.result),
    )  # fmt: skip


def _token(request: PageRequest) -> str:
    return (request.result.form.get("token") or request.query.get("token", ""))[: LINK_TOKEN.most]


def _is_done(result: FormResult) -> bool:
    return bool(result.form.pairs) and not result.problems


def _show(form: Form, _request: PageRequest, payload: Mapping[str, Any]) -> FormResult:
    return FormResult((), form, payload=payload)


def _request_reset(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"input": {"account": form.get("account")}}


def _reset(form: Form, _request: PageRequest) -> dict[str, Any]:
    """The password is unchanged, including white space at its ends."""
    return {"input": {"token": form.get("token"), "newPassword": next(iter(form.all("newPassword")), "")}}


ON_FORGOTTEN: Final = {"request-reset": FormAction("request_password_reset", _request_reset, _show)}
ON_RESET: Final = {"reset-password": FormAction("reset_password", _reset, _show)}
ON_CONFIRM: Final = {
    "confirm-email": FormAction("confirm_email", input_of(lambda form, _request: {"token": form.get("token")}), _show)
}
