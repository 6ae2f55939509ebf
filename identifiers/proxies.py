"""The original address behind a library's proxy, a redirect or an archive, as copied from the address bar.

Sources: OCLC, "EZproxy documentation" (proxy by hostname, HttpsHyphens, starting point URLs); Internet Archive,
"Wayback Machine APIs".
"""

import re
from typing import Final
from urllib.parse import unquote

#: Domain that a proxy appends to the publisher's host: one label contains a word for proxy, library or remote access.
_PROXY: Final = (
    r"(?:[a-z0-9-]+\.){0,3}?[a-z0-9-]*(?:prox|prx|oclc|ezp|remotexs|vpn|lib|bib|gate|translate)[a-z0-9-]*\.[a-z0-9.-]+"
)
_ENDS: Final = "com|org|net|gov|edu|info|int|io|eu|uk|de|fr|nl|ch|es|it|br|jp|cn|ca|au"
_SCHEME: Final = r"(?:https?:)?(?://)?"
#: `www-nature-com.ezproxy.example.edu`, `0-www-nature-com.library.example.edu`.
_HYPHENS: Final = re.compile(
    rf"{_SCHEME}(?:[0-9]-)?(?P<host>[a-z0-9-]+-(?:{_ENDS}))\.{_PROXY}(?::[0-9]{{1,5}})?(?P<path>[/?#].*)",
    re.IGNORECASE | re.ASCII,
)
#: `www.nature.com.ezproxy.example.edu`, `0-www.nature.com.library.example.edu`.
_DOTS: Final = re.compile(
    rf"{_SCHEME}(?:[0-9]-)?(?P<host>(?:[a-z0-9-]+\.){{1,4}}(?:{_ENDS}))\.{_PROXY}(?::[0-9]{{1,5}})?(?P<path>[/?#].*)",
    re.IGNORECASE | re.ASCII,
)
#: `ezproxy.example.edu/login?url=https://…`, and services that redirect to the address in a parameter.
_REDIRECT: Final = re.compile(
    rf"{_SCHEME}(?:{_PROXY}|(?:www\.|scholar\.)?google\.[a-z.]{{2,6}}|l\.facebook\.com|[a-z0-9.]+safelinks\.protection\.outlook\.com)"
    r"(?::[0-9]{1,5})?/(?:login|url|scholar_url|l\.php|connect|menu|auth)?/?\?(?:[^#]*&)?(?:q?url|q|u|target)=(?P<target>.+)",
    re.IGNORECASE | re.ASCII,
)
#: Addresses in the path of an archive, a proxy or a mail filter.
_EMBEDDED: Final = re.compile(
    rf"{_SCHEME}(?:web\.archive\.org/web/[0-9]{{1,14}}(?:\*|[a-z_]{{0,4}})|urldefense\.(?:com|proofpoint\.com)/v[0-9]/_?_?|{_PROXY})/?"
    r"(?P<target>_{0,2}https?:/.+)",
    re.IGNORECASE | re.ASCII,
)
_MARKED: Final = re.compile(r"__;[^/]*\Z")


#: Each of these addresses contains one of these words.
_MARKS: Final = (
    "prox", "prx", "oclc", "ezp", "remotexs", "vpn", "lib", "bib", "gate", "translate", "google", "facebook",
    "safelinks", "archive.org", "urldefense",
)  # fmt: skip


def direct(address: str) -> str:
    """The address without proxy, redirect and archive; unchanged where it has none."""
    lower = address.lower()
    if not any(mark in lower for mark in _MARKS):
        return address
    while (shorter := _once(address)) is not None and len(shorter) < len(address):
        address = shorter
    return address


def _once(address: str) -> str | None:
    if (redirect := _REDIRECT.fullmatch(address)) is not None:
        return _target(redirect["target"])
    if (embedded := _EMBEDDED.fullmatch(address)) is not None:
        return _MARKED.sub("", embedded["target"].lstrip("_"))
    if (hostname := _HYPHENS.fullmatch(address)) is not None:
        # The proxy doubles a hyphen of the host name.
        host = hostname["host"].replace("--", "\n").replace("-", ".").replace("\n", "-")
        return f"https://{host}{hostname['path']}"
    if (hostname := _DOTS.fullmatch(address)) is not None:
        return f"https://{hostname['host']}{hostname['path']}"
    return None


def _target(value: str) -> str | None:
    """The address in a parameter; it is often not encoded and has parameters of its own."""
    if value.lower().startswith(("http://", "https://")):
        # An ampersand before any question mark belongs to the service.
        target = value if "?" in value.partition("&")[0] else value.partition("&")[0]
        return unquote(target) if "%2f" in target.lower() else target
    inner = unquote(value.partition("&")[0])
    return inner if inner.lower().startswith(("http://", "https://")) else None
