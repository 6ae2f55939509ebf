"""`/sign-in`, `/sign-up` and `/settings`: plain HTML forms."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import segno

from pages.form import Form
from pages.form_actions import FormAction, Target, done_on, input_of
from pages.links import back_to
from pages.links import sign_in as sign_in_path
from pages.page_request import FormResult, PageRequest
from pages.rendering import Page, Redirect, render_page
from resolvers.input_limits import HANDLE, PASSWORD, TOKEN_DAYS

#: The entries of the security log in words.
EVENTS: Final = {
    "SIGNED_IN": "Signed in",
    "SECOND_FACTOR_FAILED": "Wrong code after the correct password",
    "SIGNED_OUT_EVERYWHERE": "Signed out everywhere",
    "PASSWORD_CHANGED": "Password changed",
    "PASSWORD_RESET": "Password reset by the operator",
    "RESET_LINK_CREATED": "Link to set a new password created",
    "PASSWORD_RESET_BY_LINK": "New password set by a link",
    "EMAIL_CONFIRMED": "E-mail address confirmed",
    "TOKEN_CREATED": "Access token created",
    "TOKEN_REVOKED": "Access token revoked",
    "IDENTITY_LINKED": "Identity linked",
    "IDENTITY_REMOVED": "Identity removed",
    "SECOND_FACTOR_ADDED": "Two-factor authentication enabled",
    "SECOND_FACTOR_REMOVED": "Two-factor authentication disabled",
    "RECOVERY_CODE_USED": "Recovery code used",
    "RECOVERY_CODES_RENEWED": "Recovery codes replaced",
    "SUSPENDED": "Suspended by the operator",
    "REINSTATED": "Reinstated by the operator",
}


async def sign_in(request: PageRequest) -> Page | Redirect:
    """The form to sign in with a password, and links to the OpenID Connect issuers."""
    return await _sign_in_page(request, "sign_in")


async def sign_up(request: PageRequest) -> Page | Redirect:
    """The form for a new account."""
    return await _sign_in_page(request, "sign_up")


async def _sign_in_page(request: PageRequest, template: str) -> Page | Redirect:
    back = back_to(request.result.form.get("back") or request.query.get("back", "/"))
    data = await request.execute("sign_in")
    if data["viewer"]:
        return Redirect(back, 303)
    needs_code = request.query.get("step") == "code" or any(name == "code" for name, _ in request.result.problems)
    return render_page(
        replace(request.reader, location=back), template, "plain", status=request.result.status,
        sign_in_options=data["signIn"], back=back, result=request.result, handle=HANDLE, password=PASSWORD,
        needs_code=needs_code,
    )  # fmt: skip


async def settings(request: PageRequest) -> Page | Redirect:
    """The private account data of the signed-in user."""
    data = await request.execute("settings")
    if data["viewer"] is None:
        return Redirect(sign_in_path("/settings"), 303)
    return render_page(
        request.reader, "settings", "settings", status=request.result.status, user=data["viewer"],
        sign_in_options=data["signIn"], result=request.result, password=PASSWORD, days=TOKEN_DAYS,
        qr_code=_qr_code(request.result.payload.get("uri")), events=EVENTS,
    )  # fmt: skip


def _qr_code(uri: str | None) -> str:
    """The QR code of a key as a `data:` URL of an SVG; empty without a key."""
    return segno.make(uri, micro=False).svg_data_uri(scale=4, border=2, light="#fff") if uri else ""


def _fields(*names: str) -> Any:
    return input_of(lambda form, _request: {name: form.get(name) for name in names})


def _secret(*names: str) -> Any:
    """Passwords unchanged, including white space at their ends."""
    return input_of(lambda form, _request: {name: next(iter(form.all(name)), "") for name in names})


def _log_in(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"input": {"handle": form.get("handle"), "password": "", **_secret("password")(form, request)["input"]}}


def _sign_up(form: Form, request: PageRequest) -> dict[str, Any]:
    return {"input": _fields("name", "email")(form, request)["input"] | _log_in(form, request)["input"]}


def _profile(form: Form, _request: PageRequest) -> dict[str, Any]:
    return {"input": {"name": form.get("name"), "email": form.get("email")}}


def _token(form: Form, _request: PageRequest) -> dict[str, Any]:
    days = form.get("expiresInDays")
    return {
        "name": form.get("name"),
        "scope": form.get("scope"),
        "expiresInDays": int(days) if days.isdecimal() and len(days) < 9 else None,
        "currentPassword": next(iter(form.all("currentPassword")), ""),
    }


def _back(form: Form, _request: PageRequest, _payload: Mapping[str, Any]) -> str:
    return back_to(form.get("back"))


def _home(_form: Form, _request: PageRequest, _payload: Mapping[str, Any]) -> str:
    return "/"


def _show_token(form: Form, _request: PageRequest, payload: Mapping[str, Any]) -> FormResult:
    return FormResult((), form, payload["token"])


def _show(form: Form, _request: PageRequest, payload: Mapping[str, Any]) -> FormResult:
    return FormResult((), form, payload=payload)


def _with_password(*names: str) -> Any:
    """These fields, and the current password."""
    values = _fields(*names)
    return input_of(
        lambda form, request: values(form, request)["input"] | _secret("currentPassword")(form, request)["input"]
    )


def _change_password(form: Form, request: PageRequest) -> dict[str, Any]:
    passwords = _secret("currentPassword", "newPassword")(form, request)["input"]
    return {"input": passwords | {"keepTokens": bool(form.get("keepTokens"))}}


_PASSWORD: Final[Target] = done_on("password")
ON_SIGN_IN: Final = {
    "log-in": FormAction("log_in", _log_in, _back),
    "complete-log-in": FormAction("complete_log_in", _fields("code"), _back),
}
ON_SIGN_UP: Final = {"sign-up": FormAction("sign_up", _sign_up, _back)}
ON_SETTINGS: Final = {
    "profile": FormAction("update_profile", _profile, done_on("profile")),
    "password": FormAction("change_password", _change_password, _PASSWORD),
    "link": FormAction("link_identity", _with_password("issuer"), _show),
    "unlink": FormAction("unlink_identity", _with_password("issuer", "subject"), done_on("identities")),
    "begin-second-factor": FormAction("begin_second_factor", _with_password(), _show),
    "confirm-second-factor": FormAction("confirm_second_factor", _fields("code"), _show),
    "remove-second-factor": FormAction("remove_second_factor", _with_password("code"), done_on("second-factor")),
    "renew-codes": FormAction("renew_recovery_codes", _with_password(), _show),
    "confirm-email": FormAction("request_email_confirmation", _with_password(), _show),
    "end-session": FormAction("end_session", _fields("session"), done_on("sessions")),
    "create-token": FormAction("create_access_token", input_of(_token), _show_token),
    "revoke-token": FormAction("revoke_access_token", _fields("token"), done_on("tokens")),
    "log-out": FormAction("log_out", lambda form, _request: {"everywhere": bool(form.get("everywhere"))}, _home),
}
