"""The headers that keep our pages ours: what they may load, and who may frame them."""

from typing import Final

#: Nothing inline, nothing evaluated, nothing from another host. Source: Content Security Policy Level 3.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def headers(*, framed: bool) -> dict[str, str]:
    """The headers of an HTML page. `framed`: other sites may show it in a frame."""
    if framed:
        return {**_ALWAYS, "content-security-policy": f"{_POLICY}; frame-ancestors *"}
    return {
        **_ALWAYS,
        "content-security-policy": f"{_POLICY}; frame-ancestors 'none'",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
    }
