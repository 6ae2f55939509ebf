"""`/sign-in`, `/sign-up` and `/settings`: plain forms."""

from collections.abc import Mapping
from typing import Any, Final

from pages.form import Form
from pages.form_actions import FormAction, To, done_on, input_of
from pages.links import back_to
from pages.links import sign_in as signing_in
from pages.page_request import FormResult, PageRequest
from pages.rendering import Page, Redirect, render_page
from resolvers.input_limits import HANDLE, PASSWORD, TOKEN_DAYS


async def sign_in(visit: PageRequest) -> Page | Redirect:
    """The form to sign in with a password, and links to the issuers that sign people in."""
    return await _entrance(visit, "sign_in")


async def sign_up(visit: PageRequest) -> Page | Redirect:
    """The form for a new account."""
    return await _entrance(visit, "sign_up")


async def _entrance(visit: PageRequest, template: str) -> Page | Redirect:
    back = back_to(visit.said.form.get("back") or visit.query.get("back", "/"))
    found = await visit.ask("sign_in")
    if found["viewer"]:
        return Redirect(back, 303)
    return render_page(
        visit.reader, template, "plain", status=visit.said.status, ways=found["signIn"], back=back, said=visit.said,
        handle=HANDLE, password=PASSWORD,
    )  # fmt: skip


async def settings(visit: PageRequest) -> Page | Redirect:
    """What only the person sees of themselves."""
    found = await visit.ask("settings")
    if found["viewer"] is None:
        return Redirect(signing_in("/settings"), 303)
    return render_page(
        visit.reader, "settings", "settings", status=visit.said.status, person=found["viewer"], ways=found["signIn"],
        said=visit.said, password=PASSWORD, days=TOKEN_DAYS,
    )  # fmt: skip


def _fields(*names: str) -> Any:
    return input_of(lambda form, _visit: {name: form.get(name) for name in names})


def _secret(*names: str) -> Any:
    """Passwords go as they were typed, also with white space at their ends."""
    return input_of(lambda form, _visit: {name: next(iter(form.all(name)), "") for name in names})


def _log_in(form: Form, visit: PageRequest) -> dict[str, Any]:
    return {"input": {"handle": form.get("handle"), "password": "", **_secret("password")(form, visit)["input"]}}


def _sign_up(form: Form, visit: PageRequest) -> dict[str, Any]:
    return {"input": _fields("name", "email")(form, visit)["input"] | _log_in(form, visit)["input"]}


def _profile(form: Form, _visit: PageRequest) -> dict[str, Any]:
    return {"input": {"name": form.get("name"), "email": form.get("email")}}


def _token(form: Form, _visit: PageRequest) -> dict[str, Any]:
    days = form.get("days")
    return {
        "name": form.get("name"),
        "scope": form.get("scope"),
        "expiresInDays": int(days) if days.isdecimal() and len(days) < 9 else None,
    }


def _back(form: Form, _visit: PageRequest, _did: Mapping[str, Any]) -> str:
    return back_to(form.get("back"))


def _home(_form: Form, _visit: PageRequest, _did: Mapping[str, Any]) -> str:
    return "/"


def _shown_once(form: Form, _visit: PageRequest, did: Mapping[str, Any]) -> FormResult:
    return FormResult((), form, did["token"])


_PASSWORD: Final[To] = done_on("password")
ON_SIGN_IN: Final = {"log-in": FormAction("log_in", _log_in, _back)}
ON_SIGN_UP: Final = {"sign-up": FormAction("sign_up", _sign_up, _back)}
ON_SETTINGS: Final = {
    "profile": FormAction("update_profile", _profile, done_on("profile")),
    "password": FormAction("change_password", _secret("currentPassword", "newPassword"), _PASSWORD),
    "end-session": FormAction("end_session", _fields("session"), done_on("sessions")),
    "create-token": FormAction("create_access_token", input_of(_token), _shown_once),
    "revoke-token": FormAction("revoke_access_token", _fields("token"), done_on("tokens")),
    "log-out": FormAction("log_out", lambda form, _visit: {"everywhere": bool(form.get("everywhere"))}, _home),
}
