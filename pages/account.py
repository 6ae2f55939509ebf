"""`/sign-in`, `/sign-up` and `/settings`: plain forms."""

from collections.abc import Mapping
from typing import Any, Final

from pages.acts import Act, To, done_on, given
from pages.form import Form
from pages.links import back_to
from pages.links import sign_in as signing_in
from pages.rendering import Moved, Shown, shown
from pages.visit import Said, Visit
from resolvers.limits import HANDLE, PASSWORD, TOKEN_DAYS


async def sign_in(visit: Visit) -> Shown | Moved:
    """The form to sign in with a password, and links to the issuers that sign people in."""
    return await _entrance(visit, "sign_in")


async def sign_up(visit: Visit) -> Shown | Moved:
    """The form for a new account."""
    return await _entrance(visit, "sign_up")


async def _entrance(visit: Visit, template: str) -> Shown | Moved:
    back = back_to(visit.said.form.get("back") or visit.query.get("back", "/"))
    found = await visit.ask("sign_in")
    if found["viewer"]:
        return Moved(back, 303)
    return shown(
        visit.reader, template, "plain", status=visit.said.status, ways=found["signIn"], back=back, said=visit.said,
        handle=HANDLE, password=PASSWORD,
    )  # fmt: skip


async def settings(visit: Visit) -> Shown | Moved:
    """What only the person sees of themselves."""
    found = await visit.ask("settings")
    if found["viewer"] is None:
        return Moved(signing_in("/settings"), 303)
    return shown(
        visit.reader, "settings", "settings", status=visit.said.status, person=found["viewer"], ways=found["signIn"],
        said=visit.said, password=PASSWORD, days=TOKEN_DAYS,
    )  # fmt: skip


def _fields(*names: str) -> Any:
    return given(lambda form, _visit: {name: form.get(name) for name in names})


def _secret(*names: str) -> Any:
    """Passwords go as they were typed, also with white space at their ends."""
    return given(lambda form, _visit: {name: next(iter(form.all(name)), "") for name in names})


def _log_in(form: Form, visit: Visit) -> dict[str, Any]:
    return {"input": {"handle": form.get("handle"), "password": "", **_secret("password")(form, visit)["input"]}}


def _sign_up(form: Form, visit: Visit) -> dict[str, Any]:
    return {"input": _fields("name", "email")(form, visit)["input"] | _log_in(form, visit)["input"]}


def _profile(form: Form, _visit: Visit) -> dict[str, Any]:
    return {"input": {"name": form.get("name"), "email": form.get("email")}}


def _token(form: Form, _visit: Visit) -> dict[str, Any]:
    days = form.get("days")
    return {"name": form.get("name"), "scope": form.get("scope"), "expiresInDays": int(days) if _whole(days) else None}


def _whole(text: str) -> bool:
    return text.isdecimal() and len(text) < 9


def _back(form: Form, _visit: Visit, _did: Mapping[str, Any]) -> str:
    return back_to(form.get("back"))


def _home(_form: Form, _visit: Visit, _did: Mapping[str, Any]) -> str:
    return "/"


def _shown_once(form: Form, _visit: Visit, did: Mapping[str, Any]) -> Said:
    return Said((), form, did["token"])


_PASSWORD: Final[To] = done_on("password")
ON_SIGN_IN: Final = {"log-in": Act("log_in", _log_in, _back)}
ON_SIGN_UP: Final = {"sign-up": Act("sign_up", _sign_up, _back)}
ON_SETTINGS: Final = {
    "profile": Act("update_profile", _profile, done_on("profile")),
    "password": Act("change_password", _secret("currentPassword", "newPassword"), _PASSWORD),
    "end-session": Act("end_session", _fields("session"), done_on("sessions")),
    "create-token": Act("create_access_token", given(_token), _shown_once),
    "revoke-token": Act("revoke_access_token", _fields("token"), done_on("tokens")),
    "log-out": Act("log_out", lambda form, _visit: {"everywhere": bool(form.get("everywhere"))}, _home),
}
