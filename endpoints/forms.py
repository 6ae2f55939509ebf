"""HTML forms. Only forms from trusted origins are accepted, because any page can post a form."""

from typing import Final

from starlette.requests import Request

from endpoints import csrf
from endpoints.request_body import BadRequest, body_of, check_body
from pages.form import Form

_MEDIA: Final = "application/x-www-form-urlencoded"


async def form_of(http: Request, *, imports: bool = False) -> Form:
    """The form in the body; `imports`: it can have the text of a library.

    Raises BadRequest, and Forbidden for a form of another origin."""
    csrf.check(http)
    if http.headers.get("content-type", "").partition(";")[0].strip().lower() != _MEDIA:
        raise BadRequest(f"Send forms as {_MEDIA}.", 415)
    try:
        form = Form.read(await body_of(http))
    except ValueError as error:
        raise BadRequest("The body is no form, or one with too many fields.") from error
    check_body(http, imports=imports)
    return form
