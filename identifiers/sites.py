"""Sites whose papers have several addresses: page, PDF and older forms. One rule per form of address.

The rules follow from the form of the addresses; nothing is fetched. `identifiers.publisher` reads addresses that hold a
DOI.
"""

import re
from typing import Final

_FLAGS: Final = re.IGNORECASE | re.ASCII


def _rule(host: str, form: str, page: str) -> tuple[str, re.Pattern[str], str]:
    return host, re.compile(form, _FLAGS), page


#: Host (including its subdomains), pattern of path and query, and address of the page; `{0}` is the first group.
RULES: Final = (
    _rule("openreview.net", r"/(?:forum|pdf|revisions|references/pdf|attachment)/?\?(?:.*&)?id=([\w-]+)(?:&.*)?",
          "openreview.net/forum?id={0}"),
    _rule("openreview.net", r"/(?:forum|pdf)/([\w-]{8,12})/?", "openreview.net/forum?id={0}"),
    *(
        _rule(host, r"/paper(?:_files/paper)?/([0-9]{4})/[a-z_]+/([0-9a-f]{32})(?:-[^/]*)?",
              "papers.nips.cc/paper/{0}/{1}")
        for host in ("papers.nips.cc", "proceedings.neurips.cc", "papers.neurips.cc", "proceedings.nips.cc")
    ),
    *(
        _rule(host, r"/paper/([0-9]{1,5}-[a-z0-9-]+?)(?:\.pdf)?/?", "papers.nips.cc/paper/{0}")
        for host in ("papers.nips.cc", "proceedings.neurips.cc", "papers.neurips.cc", "proceedings.nips.cc")
    ),
    _rule("proceedings.mlr.press", r"/(v[0-9]+)/([a-z0-9-]+)(?:\.html|\.pdf|\.bib|/[a-z0-9-]+\.pdf|/)?",
          "proceedings.mlr.press/{0}/{1}"),
    _rule("jmlr.org", r"/proceedings/papers/(v[0-9]+)/([a-z0-9-]+)(?:\.html|\.pdf|/[a-z0-9-]+\.pdf)?",
          "proceedings.mlr.press/{0}/{1}"),
    _rule("jmlr.org", r"/papers/(?:v|volume)([0-9]+)/([a-z0-9-]+)(?:\.html|\.pdf|\.bib|/[a-z0-9-]+\.pdf|/)?",
          "jmlr.org/papers/v{0}/{1}"),
    _rule("openaccess.thecvf.com", r"/.*/(?:html|papers)/(?:[^/]+/)?([^/]+)_paper\.(?:html|pdf)",
          "openaccess.thecvf.com/{0}"),
    _rule("ieeexplore.ieee.org", r"/(?:rest/|abstract/|mobile/)?(?:abstract/)?document/0*([0-9]+)(?:/.*)?(?:\?.*)?",
          "ieeexplore.ieee.org/document/{0}"),
    _rule("ieeexplore.ieee.org", r"/.*[?&]ar(?:Number|number)=0*([0-9]+)(?:&.*)?", "ieeexplore.ieee.org/document/{0}"),
    _rule("ieeexplore.ieee.org", r"/ielx?[0-9]*/(?:[0-9]+/)+0*([0-9]+)\.pdf(?:\?.*)?",
          "ieeexplore.ieee.org/document/{0}"),
    _rule("semanticscholar.org", r"/paper/(?:[^/]*/)?([0-9a-f]{40})(?:[/?].*)?", "semanticscholar.org/paper/{0}"),
    _rule("api.semanticscholar.org", r"/(?:graph/v1/paper/|v1/paper/)?([0-9a-f]{40})(?:\?.*)?",
          "semanticscholar.org/paper/{0}"),
    _rule("api.semanticscholar.org", r"/(?:graph/v1/paper/)?(?:CorpusID:)([0-9]+)(?:\?.*)?",
          "api.semanticscholar.org/corpusid:{0}"),
    _rule("mdpi.com", r"/([0-9]{4}-[0-9]{3}[0-9X](?:/[0-9a-z]+){3})(?:/(?:html?|pdf|xml|pdf-vor|s[0-9]))?/?(?:\?.*)?",
          "mdpi.com/{0}"),
    _rule("hal.science", r"/([a-z]+-[0-9]{6,9})(?:v[0-9]+)?(?:/.*)?", "hal.science/{0}"),
    _rule("archives-ouvertes.fr", r"/([a-z]+-[0-9]{6,9})(?:v[0-9]+)?(?:/.*)?", "hal.science/{0}"),
    _rule("citeseerx.ist.psu.edu", r"/viewdoc/[a-z]+(?:;.*)?\?(?:.*&)?doi=(10\.1\.[0-9.]+)(?:&.*)?",
          "citeseerx.ist.psu.edu/viewdoc/summary?doi={0}"),
    _rule("escholarship.org", r"/(?:uc/item/|content/qt)([0-9a-z]{8})(?:/.*)?(?:\?.*)?",
          "escholarship.org/uc/item/{0}"),
    _rule("osf.io", r"/(?:preprints/[a-z]+/)?([0-9a-z]{5})(?:_v[0-9]+)?(?:/(?:download)?)?(?:\?.*)?", "osf.io/{0}"),
    _rule("core.ac.uk", r"/(?:display|reader|works|outputs|download/pdf|download)/([0-9]+)(?:\.pdf)?/?",
          "core.ac.uk/{0}"),
    _rule("philpapers.org", r"/(?:rec|archive)/([A-Z0-9-]+?)(?:v[0-9]+)?(?:\.pdf)?/?", "philpapers.org/rec/{0}"),
    _rule("ncbi.nlm.nih.gov", r"/books/(NBK[0-9]+)(?:/.*)?(?:\?.*)?", "ncbi.nlm.nih.gov/books/{0}"),
)  # fmt: skip
#: Sites of HighWire: `/content/313/5786/504.full.pdf+html` and `/cgi/content/abstract/313/5786/504`.
_HIGHWIRE: Final = re.compile(
    r"/(?:cgi/)?(?:content|reprint)/(?:(?:abstract|full|short|long|reprint|extract|summary)/)?"
    r"(?:[a-z]+/)?([0-9]{1,4}/[0-9a-z_-]{1,12}/[a-z]?[0-9]+(?:\.[0-9]{1,3})?)"
    r"(?:\.(?:full|abstract|short|long|extract|full-text|figures-only|article-info)(?:\.pdf)?(?:\+html)?)?(?:\?.*)?",
    _FLAGS,
)


#: The rules by site.
_OF_SITE: Final = {site: [rule for rule in RULES if rule[0] == site] for site, *_ in RULES}
#: Sites whose ids are always upper case.
_UPPER: Final = frozenset({"philpapers.org", "ncbi.nlm.nih.gov"})


def page_of(host: str, path: str) -> str | None:
    """The address of the page, without scheme; None where no rule fits. `host` is lower case without `www.`, `path` is
    path and query as pasted."""
    for site in suffixes(host):
        for _, form, page in _OF_SITE.get(site, ()):
            if (match := form.fullmatch(path)) is not None:
                return page.format(*(group.upper() if site in _UPPER else group for group in match.groups()))
    highwire = _HIGHWIRE.fullmatch(path)
    return f"{host}/content/{highwire[1]}" if highwire else None


def suffixes(host: str) -> list[str]:
    """The host and its parent domains: `www.ncbi.nlm.nih.gov`, `ncbi.nlm.nih.gov`, … `nih.gov`."""
    labels = host.split(".")[-6:]
    return [".".join(labels[first:]) for first in range(len(labels) - 1)]
