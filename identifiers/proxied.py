"""Addresses behind libraries' proxies, redirects and archives, as readers copy them from the address bar.

Sources: OCLC, "EZproxy documentation" (proxy by hostname, HttpsHyphens, starting point URLs); Internet Archive,
"Wayback Machine APIs".
"""

import re
from typing import Final
from urllib.parse import unquote

#: Ends of names that proxies put behind the publisher's: a part that says proxy, library or remote access.
_PROXY: Final = (
    r"(?:[a-z0-9-]+\.){0,3}?[a-z0-9-]*(?:prox|prx|oclc|ezp|remotexs|vpn|lib|bib|gate|translate)[a-z0-9-]*\.[a-z0-9.-]+"
)
_ENDS: Final = "com|org|net|gov|edu|info|int|io|eu|uk|de|fr|nl|ch|es|it|br|jp|cn|ca|au"
_SCHEME: Final = r"(?:https?:)?(?://)?"
#: `www-nature-com.ezproxy.example.edu`, `0-www-nature-com.library.example.edu`.
_HYPHENS: Final = re.compile(
    rf"{_SCHEME}(?:[0-9]-)?(?P<host>[a-z0-9-]+-(?:{_ENDS}))\.{_PROXY}(?::[0-9]{{1,5}})?(?P<rest>[/?#].*)",
    re.IGNORECASE | re.ASCII,
)
#: `www.nature.com.ezproxy.example.edu`, `0-www.nature.com.library.example.edu`.
_DOTS: Final = re.compile(
    rf"{_SCHEME}(?:[0-9]-)?(?P<host>(?:[a-z0-9-]+\.){{1,4}}(?:{_ENDS}))\.{_PROXY}(?::[0-9]{{1,5}})?(?P<rest>[/?#].*)",
    re.IGNORECASE | re.ASCII,
)
#: `ezproxy.example.edu/login?url=https://…`, and services that lead on to what a parameter names.
_LEADING_ON: Final = re.compile(
    rf"{_SCHEME}(?:{_PROXY}|(?:www\.|scholar\.)?google\.[a-z.]{{2,6}}|l\.facebook\.com|[a-z0-9.]+safelinks\.protection\.outlook\.com)"
    r"(?::[0-9]{1,5})?/(?:login|url|scholar_url|l\.php|connect|menu|auth)?/?\?(?:[^#]*&)?(?:q?url|q|u|target)=(?P<rest>.+)",
    re.IGNORECASE | re.ASCII,
)
#: Addresses that stand in the path of an archive's, a proxy's or a mail filter's.
_WITHIN: Final = re.compile(
    rf"{_SCHEME}(?:web\.archive\.org/web/[0-9]{{1,14}}(?:\*|[a-z_]{{0,4}})|urldefense\.(?:com|proofpoint\.com)/v[0-9]/_?_?|{_PROXY})/?"
    r"(?P<rest>_{0,2}https?:/.+)",
    re.IGNORECASE | re.ASCII,
)
_MARKED: Final = re.compile(r"__;[^/]*\Z")


#: What all of these have in common.
_MARKS: Final = (
    "prox", "prx", "oclc", "ezp", "remotexs", "vpn", "lib", "bib", "gate", "translate", "google", "facebook",
    "safelinks", "archive.org", "urldefense",
)  # fmt: skip


def direct(address: str) -> str:
    """The address without proxy, redirect and archive; as it is where there is none."""
    lower = address.lower()
    if not any(mark in lower for mark in _MARKS):
        return address
    while (shorter := _once(address)) is not None and len(shorter) < len(address):
        address = shorter
    return address


def _once(address: str) -> str | None:
    if (led := _LEADING_ON.fullmatch(address)) is not None:
        return _target(led["rest"])
    if (inside := _WITHIN.fullmatch(address)) is not None:
        return _MARKED.sub("", inside["rest"].lstrip("_"))
    if (renamed := _HYPHENS.fullmatch(address)) is not None:
        # A hyphen of the name itself is doubled.
        host = renamed["host"].replace("--", "\n").replace("-", ".").replace("\n", "-")
        return f"https://{host}{renamed['rest']}"
    if (renamed := _DOTS.fullmatch(address)) is not None:
        return f"https://{renamed['host']}{renamed['rest']}"
    return None


def _target(value: str) -> str | None:
    """What a parameter leads on to: people often put the address there as it is, with its own parameters."""
    if value.lower().startswith(("http://", "https://")):
        # An ampersand before any question mark is one of the service itself.
        whole = value if "?" in value.partition("&")[0] else value.partition("&")[0]
        return unquote(whole) if "%2f" in whole.lower() else whole
    inner = unquote(value.partition("&")[0])
    return inner if inner.lower().startswith(("http://", "https://")) else None
