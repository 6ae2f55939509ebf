"""DOIs in the addresses of publishers' pages."""

import re
from typing import Final
from urllib.parse import parse_qsl

from identifiers import doi
from identifiers.sites import suffixes

#: A DOI inside a path: `/doi/full/10.1145/1.2`, `/article/10.1007/s1`, `/content/10.1101/2020.01.01.123456v2.full.pdf`.
_IN_PATH: Final = re.compile(r"/(?:doi:)?(10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/.+)", re.IGNORECASE | re.ASCII)
#: Suffixes that publishers append to the DOI for a view of the paper.
_VIEW: Final = re.compile(
    r"/(?:full|enhanced|full-xml|mediaobjects|tables|metrics|supplementary-material|supplemental|abstract|abs|pdf|epdf|pdfdirect|epub|html|meta|fulltext|full-text|references|citations|summary|reader|"
    r"suppl_file|figures|download|full/html)/?$"
    r"|(?:\.full)?(?:\.pdf(?:\+html)?|\.html?|\.xml|\.epub|-text)$"
    r"|\.(?:full|abstract|short|long|fulltext|epdf|supplementary-material|article-info|article-metrics|info|external-links|"
    r"figures-only)$",
    re.IGNORECASE | re.ASCII,
)
_PREPRINT_HOSTS: Final = frozenset({"biorxiv.org", "medrxiv.org"})
_VERSION: Final = re.compile(r"v[0-9]{1,2}$")
#: `host`, pattern of the path, DOI. The addresses of these publishers hold the part after the prefix of the DOI.
_PATTERNS: Final = (
    ("nature.com", re.compile(r"/articles/([a-z0-9.-]+?)(?:_reference)?(?:\.pdf|/.*)?", re.IGNORECASE | re.ASCII),
     "10.1038/{}"),
    ("elifesciences.org", re.compile(r"/(?:articles|reviewed-preprints)/([0-9]{5,6})(?:[v/].*)?"), "10.7554/elife.{}"),
    ("peerj.com", re.compile(r"/articles/([0-9]{1,6})/?"), "10.7717/peerj.{}"),
    ("peerj.com", re.compile(r"/articles/cs-([0-9]{1,6})/?"), "10.7717/peerj-cs.{}"),
    ("zenodo.org", re.compile(r"/records?/([0-9]{1,10})/?"), "10.5281/zenodo.{}"),
    *(
        (host, re.compile(r"/content/(?:[a-z]+/)?early(?:/[0-9]{2,4}){3}/"
                          r"((?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]{6,8})(?:v[0-9]{1,2})?(?:\..*)?"), "10.1101/{}")
        for host in ("biorxiv.org", "medrxiv.org")
    ),
    ("researchsquare.com", re.compile(r"/article/(rs-[0-9]{1,9}/v[0-9]{1,2})(?:\.pdf)?/?"), "10.21203/rs.3.{}"),
    ("preprints.org", re.compile(r"/(?:frontend/)?manuscript/([0-9]{6}\.[0-9]{4}/v[0-9]{1,2})(?:/download)?/?"),
     "10.20944/preprints{}"),
    ("psyarxiv.com", re.compile(r"/([0-9a-z]{5})/?"), "10.31234/osf.io/{}"),
    ("ssrn.com", re.compile(r"/abstract=([0-9]{1,9})/?"), "10.2139/ssrn.{}"),
)  # fmt: skip
_OF_SITE: Final = {site: [rule for rule in _PATTERNS if rule[0] == site] for site, *_ in _PATTERNS}
#: preprints.org puts a slash before the version, where the DOI has a full stop.
_DOTTED: Final = re.compile(r"(10\.20944/preprints[0-9.]+)/(v[0-9]+)")
_PARAMETERS: Final = frozenset({"doi", "id"})


def doi_of(host: str, path: str, query: str) -> str | None:
    """The DOI of the paper whose page has this address (`host` without `www.`, `path` decoded), or None."""
    if (inside := _IN_PATH.search(path)) is not None:
        return doi.parse(_without_view(host, inside[1]))
    return _by_pattern(host, path) or _by_parameter(host, query)


#: Publisher item identifier of Elsevier, `S0140-6736(05)67889-0`: ISSN, year, number, check character.
_PII: Final = re.compile(
    r"(?:/.*)?/(?:pii/|piikey=)?(?:PII)?S([0-9]{4})-?([0-9]{3}[0-9X])\(?([0-9]{2})\)?([0-9]{5})-?([0-9X])(?:[/?.].*)?",
    re.IGNORECASE | re.ASCII,
)
_STABLE: Final = re.compile(
    r"/(?:stable|pss|discover)/(?:pdf/|pdfplus/)?([0-9]+)(?:\.pdf)?/?", re.IGNORECASE | re.ASCII
)
_OF_ACM: Final = re.compile(r"(?:.*&)?id=([0-9]{3,9}(?:\.[0-9]{3,9})?)(?:&.*)?", re.IGNORECASE | re.ASCII)
_ELSEVIER: Final = frozenset({"sciencedirect.com", "elsevier.com", "thelancet.com", "cell.com", "els-cdn.com"})


def item_of(host: str, path: str, query: str) -> str | None:
    """A DOI formed from the publisher's number of the item: the same for all addresses of the item, but not always the
    DOI that the publisher registered."""
    sites = frozenset(suffixes(host))
    if sites & _ELSEVIER and (pii := _PII.fullmatch(path)) is not None:
        issn, serial, year, number, check = pii.groups()
        return doi.parse(f"10.1016/S{issn}-{serial}({year}){number}-{check}")
    if "jstor.org" in sites and (stable := _STABLE.fullmatch(path)) is not None:
        return doi.parse(f"10.2307/{stable[1]}")
    if "acm.org" in sites and path.endswith(".cfm") and (number := _OF_ACM.fullmatch(query)) is not None:
        return doi.parse(f"10.1145/{number[1]}")
    return None


def _without_view(host: str, name: str) -> str:
    name = _VIEW.sub("", _VIEW.sub("", name.rstrip("/")))
    return _VERSION.sub("", name) if host in _PREPRINT_HOSTS else name


def _by_pattern(host: str, path: str) -> str | None:
    for site in suffixes(host):
        for _, pattern, form in _OF_SITE.get(site, ()):
            if (match := pattern.fullmatch(path)) is not None:
                return doi.parse(_DOTTED.sub(r"\1.\2", form.format(match[1])))
    return None


def _by_parameter(host: str, query: str) -> str | None:
    for name, value in parse_qsl(query, max_num_fields=None, errors="replace"):
        if name.lower() in _PARAMETERS and (parsed := doi.parse(value)) is not None:
            return parsed
        if name.lower() in {"abstract_id", "abstractid"} and host.endswith("ssrn.com") and value.isdecimal():
            return doi.parse("10.2139/ssrn." + value)
    return None
