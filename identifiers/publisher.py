"""DOIs in the addresses of publishers' pages."""

import re
from typing import Final
from urllib.parse import parse_qsl

from identifiers import doi

#: A DOI inside a path: `/doi/full/10.1145/1.2`, `/article/10.1007/s1`, `/content/10.1101/2020.01.01.123456v2.full.pdf`.
_IN_PATH: Final = re.compile(r"/(?:doi:)?(10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/.+)", re.IGNORECASE | re.ASCII)
#: What publishers put after the DOI to name a view of the paper.
_VIEW: Final = re.compile(
    r"/(?:full|abstract|abs|pdf|epdf|pdfdirect|epub|html|meta|fulltext|full-text|references|citations|summary|reader|"
    r"suppl_file|figures|download|full/html)/?$"
    r"|(?:\.full)?(?:\.pdf|\.html?|-text)$|\.(?:full|abstract|short|long|fulltext|epdf)$",
    re.IGNORECASE | re.ASCII,
)
_PREPRINT_HOSTS: Final = frozenset({"biorxiv.org", "medrxiv.org"})
_VERSION: Final = re.compile(r"v[0-9]{1,2}$")
#: `host`, pattern of the path, DOI. These publishers make their DOIs of what their addresses hold.
_PATTERNS: Final = (
    ("nature.com", re.compile(r"/articles/([a-z0-9._-]+?)(?:\.pdf|/.*)?", re.IGNORECASE | re.ASCII), "10.1038/{}"),
    ("elifesciences.org", re.compile(r"/(?:articles|reviewed-preprints)/([0-9]{5,6})(?:[v/].*)?"), "10.7554/elife.{}"),
    ("peerj.com", re.compile(r"/articles/([0-9]{1,6})/?"), "10.7717/peerj.{}"),
    ("peerj.com", re.compile(r"/articles/cs-([0-9]{1,6})/?"), "10.7717/peerj-cs.{}"),
    ("zenodo.org", re.compile(r"/records?/([0-9]{1,10})/?"), "10.5281/zenodo.{}"),
    ("ssrn.com", re.compile(r"/abstract=([0-9]{1,9})/?"), "10.2139/ssrn.{}"),
)  # fmt: skip
#: The ACL Anthology has had DOIs made of its ids since 2016; LREC, COLING and the journals have none, or others.
_ANTHOLOGY: Final = re.compile(
    r"(?:/anthology)?/((?:[dknps](?:1[6-9])-[0-9]{4}|20[2-9][0-9]\.(?:acl|emnlp|naacl|eacl|findings|conll)-[a-z0-9]+\.[0-9]+))"
    r"(?:v[0-9]+)?(?:\.pdf|\.bib)?/?",
    re.IGNORECASE | re.ASCII,
)
_ANTHOLOGY_HOSTS: Final = frozenset({"aclanthology.org", "aclweb.org", "aclanthology.info"})
_PARAMETERS: Final = ("doi", "id")


def doi_of(host: str, path: str, query: str) -> str | None:
    """The DOI of the paper whose page has this address (`host` without `www.`, `path` decoded), or None."""
    if (inside := _IN_PATH.search(path)) is not None:
        return doi.parse(_without_view(host, inside[1]))
    if host in _ANTHOLOGY_HOSTS and (paper := _ANTHOLOGY.fullmatch(path)) is not None:
        return doi.parse("10.18653/v1/" + paper[1])
    return _by_pattern(host, path) or _by_parameter(host, query)


def _without_view(host: str, name: str) -> str:
    name = _VIEW.sub("", _VIEW.sub("", name.rstrip("/")))
    return _VERSION.sub("", name) if host in _PREPRINT_HOSTS else name


def _by_pattern(host: str, path: str) -> str | None:
    for known, pattern, form in _PATTERNS:
        if (host == known or host.endswith("." + known)) and (match := pattern.fullmatch(path)) is not None:
            return doi.parse(form.format(match[1]))
    return None


def _by_parameter(host: str, query: str) -> str | None:
    for name, value in parse_qsl(query, max_num_fields=None, errors="replace"):
        if name.lower() in _PARAMETERS and (found := doi.parse(value)) is not None:
            return found
        if name.lower() in {"abstract_id", "abstractid"} and host.endswith("ssrn.com") and value.isdecimal():
            return doi.parse("10.2139/ssrn." + value)
    return None
