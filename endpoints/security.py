"""Security headers of HTML pages: Content Security Policy and framing."""

from typing import Final

#: No inline code, no eval, nothing from other hosts. Source: Content Security Policy Level 3.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def headers(*, framed: bool, styling: bool = False) -> dict[str, str]:
    """The headers of an HTML page. `framed`: other sites can embed it in an iframe. `styling`: its script may
    create inline styles, as code editors do; the rules for scripts stay the same."""
    policy = _POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") if styling else _POLICY
    if framed:
        return {**_ALWAYS, "content-security-policy": f"{policy}; frame-ancestors *"}
    return {
        **_ALWAYS,
        "content-security-policy": f"{policy}; frame-ancestors 'none'",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
    }
