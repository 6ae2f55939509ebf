"""Ids of papers in the ACL Anthology: `N19-1423` until 2020, then `2020.acl-main.747`.

Source: ACL Anthology, "Anthology ID schema" (https://aclanthology.org/info/ids/).
"""

import re
from typing import Final

from identifiers.pasted_text import clean_pasted, decoded, location

_OLD: Final = r"[a-z][0-9]{2}-[1-9][0-9]{3}"
_NEW: Final = r"(?:19|20)[0-9]{2}\.[a-z0-9]{1,12}-[a-z0-9]{1,10}\.[0-9]{1,4}"
_ID: Final = re.compile(rf"{_OLD}|{_NEW}", re.IGNORECASE | re.ASCII)
_PREFIX: Final = re.compile(r"\A(?:acl(?:\s*anthology)?(?:\s*id)?|anthology)\s*[:=\s]\s*", re.IGNORECASE | re.ASCII)
HOSTS: Final = frozenset({"aclanthology.org", "aclweb.org", "aclanthology.info", "aclanthology.coli.uni-saarland.de"})
_PAGE: Final = re.compile(
    rf"/(?:anthology(?:-new)?/|papers/|volumes/)?(?:[a-z]/[a-z][0-9]{{2}}/)?({_OLD}|{_NEW})"
    r"(?:v[0-9]{1,2})?(?:\.pdf|\.bib|\.xml|\.endf)?/?",
    re.IGNORECASE | re.ASCII,
)
_ADDRESS: Final = re.compile(rf"/(?:graph/v1/paper/|paper/)?acl:({_OLD}|{_NEW})", re.IGNORECASE | re.ASCII)
_CATALOGUES: Final = frozenset({"semanticscholar.org", "api.semanticscholar.org"})
#: Volumes whose DOIs contain these ids: since 2016, except LREC, COLING and the journals.
_REGISTERED: Final = re.compile(
    r"(?:[dknps]1[6-9]-[0-9]{4}|20[2-9][0-9]\.(?:acl|emnlp|naacl|eacl|findings|conll)-[a-z0-9]+\.[0-9]+)",
    re.IGNORECASE | re.ASCII,
)


def parse(text: str) -> str | None:
    """The id as the Anthology writes it. Reads the bare id, `ACL:` and the id, and addresses of a page or PDF."""
    value = _PREFIX.sub("", clean_pasted(text), count=1)
    parts = location(value)
    if parts is not None and parts.host in HOSTS | _CATALOGUES:
        page = (_PAGE if parts.host in HOSTS else _ADDRESS).fullmatch(decoded(parts.path))
        value = page[1] if page else ""
    if not _ID.fullmatch(value):
        return None
    return value.upper() if value[0].isalpha() else value.lower()


def doi_of(name: str) -> str | None:
    """The DOI of a paper with this id; None for volumes without DOIs of this form."""
    return f"10.18653/v1/{name.lower()}" if _REGISTERED.fullmatch(name) else None


def address_of(name: str) -> str:
    """The address of its page, without the scheme."""
    return f"aclanthology.org/{name}"
