"""`/.well-known/security.txt`: where to report vulnerabilities of this installation.

Source: RFC 9116.
"""

from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from endpoints.address import address
from endpoints.responses import NotFound
from graphdb import timestamps
from settings import Settings

#: The file is generated, so that it never expires; the format requires a date within a year.
_VALID: Final = timedelta(days=180)


async def security_txt(http: Request) -> Response:
    """The contact in the settings. Raises NotFound without one."""
    settings: Settings = http.app.state.settings
    if settings.security_contact is None:
        raise NotFound("The operator of this service has not set PEERGRAPH_SECURITY_CONTACT.")
    expires = (timestamps.now() + _VALID).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {settings.security_contact}", f"Expires: {expires}", "Preferred-Languages: en"]
    if settings.public_url:
        lines.append(f"Canonical: {address(http)}/.well-known/security.txt")
    return PlainTextResponse("\n".join([*lines, ""]))
