"""Citations in styles compared with those of pandoc's citeproc, another implementation of CSL.

    python -m benchmarks.citation_styles

Sets 500 real works (`benchmarks.loading`) in twelve styles with both and prints how many citations differ, and the
first differences. Case, quotation marks and spaces are not compared. Needs `pandoc` 3 or later on the path, or the
package `pypandoc_binary`; the service does not use it.
"""

import argparse
import gzip
import json
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, cast
from xml.etree import ElementTree

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.loading import DATA
from exports.citation_styles import style_file
from exports.csl import csl_item
from exports.reference import Reference
from exports.styled_citation import styled_text

STYLES: Final = (
    "apa", "ieee", "vancouver", "chicago", "mla", "nature", "ama", "american-chemical-society", "harvard",
    "association-for-computing-machinery", "springer-basic-author-date", "elsevier-harvard",
)  # fmt: skip
_KINDS: Final = {
    "article": "ARTICLE", "journal-article": "ARTICLE", "proceedings-article": "ARTICLE", "book": "BOOK",
    "monograph": "BOOK", "book-chapter": "CHAPTER", "dataset": "DATASET", "dissertation": "DISSERTATION",
    "report": "REPORT", "preprint": "PREPRINT", "posted-content": "PREPRINT", "review": "REVIEW_ARTICLE",
    "editorial": "EDITORIAL", "letter": "LETTER", "erratum": "ERRATUM",
}  # fmt: skip
_CSL: Final = "{http://purl.org/net/xbiblio/csl}"
#: Options that change a reference by the others in the same list.
_LISTED: Final = re.compile(r"disambiguate-.*|subsequent-author-substitute")
_TYPOGRAPHY: Final = str.maketrans(
    {"‘": "", "’": "", "'": "", "“": "", "”": "", '"': "", "–": "-", "‑": "-", "…": "..."}
)
_POINT: Final = re.compile(r"([.,])([\"”’]+)")
_TAGS: Final = re.compile(r"</?(?:i|b|sub|sup|em|span)[^>]*>")


def main() -> None:
    """Parse the command line and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="differences of each style to print")
    arguments = parser.parse_args()
    screen = Console(soft_wrap=True)
    references = list(real_references(arguments.number, arguments.seed))
    table = Table("style", "references", "different", "ms each")
    for style in STYLES:
        theirs = pandoc(references, style)
        began = time.perf_counter()
        ours = {reference.id: styled_text(reference, style) for reference in references}
        seconds = time.perf_counter() - began
        different = [key for key in ours if compared(ours[key]) != compared(theirs[key])]
        table.add_row(style, str(len(ours)), str(len(different)), f"{1_000 * seconds / len(ours):.1f}")
        for key in different[: arguments.show]:
            screen.print(f"{style}\n  {ours[key]}\n  {theirs[key]}", markup=False, highlight=False)
    screen.print(table)


def real_references(number: int, seed: int) -> Iterator[Reference]:
    """Works of the real sets with a title, chosen at random."""
    works = [
        orjson.loads(line)
        for file in sorted((DATA / "openalex").glob("works-*.jsonl.gz"))
        for line in gzip.decompress(file.read_bytes()).split(b"\n")
        if line
    ]
    titled = {work["id"]: work for work in works if work.get("title")}
    for work in random.Random(seed).sample(list(titled.values()), min(number, len(titled))):
        yield _reference(work)


def _reference(work: dict[str, Any]) -> Reference:
    location = _record(work.get("primary_location"))
    source = _record(location.get("source") or work.get("host_venue"))
    bylines = map(_record, cast("list[Any]", work.get("authorships") or []))
    names = [line.get("raw_author_name") or _record(line.get("author")).get("display_name") for line in bylines]
    return Reference.of({
        **{name: value for name, value in _record(work.get("biblio")).items() if name in Reference.__slots__},
        "id": work["id"].rpartition("/")[2], "kind": _KINDS.get(work.get("type") or "", "OTHER"),
        "title": work["title"], "authors": list(filter(None, names)), "year": work.get("publication_year"),
        "published_on": work.get("publication_date"), "venue": source.get("display_name"),
        "venue_kind": source.get("type"), "doi": (work.get("doi") or "").removeprefix("https://doi.org/"),
        "publisher": source.get("host_organization_name") or source.get("publisher"),
        "language": work.get("language") or "en",
    })  # fmt: skip


def _record(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def compared(citation: str) -> str:
    """What is compared of a citation."""
    text = _POINT.sub(r"\2\1", _TAGS.sub("", citation)).translate(_TYPOGRAPHY)
    return " ".join(text.split()).lower()


def pandoc(references: list[Reference], style: str) -> dict[str, str]:
    """The references by pandoc, by id."""
    program = shutil.which("pandoc") or _packaged()
    items = [csl_item(reference) | {"id": reference.id} for reference in references]
    for item in items:
        if "number" in item:  # as in `exports.styled_citation`
            item.pop("genre", None)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "style.csl"
        file.write_bytes(_alone(style_file(style)))
        command = [program, "-f", "csljson", "-t", "html", "--wrap=none", "--citeproc", "--csl", str(file)]
        result = subprocess.run(command, input=json.dumps(items).encode(), capture_output=True, check=True)
    entries = _Entries()
    entries.feed(result.stdout.decode())
    return {key: " ".join(text.split()) for key, text in entries.texts.items()}


def _packaged() -> str:
    package = find_spec("pypandoc")
    if package is None or package.origin is None:
        raise SystemExit("This benchmark needs pandoc: install it, or the package pypandoc_binary.")
    return str(Path(package.origin).parent / "files" / "pandoc")


def _alone(file: Path) -> bytes:
    """The style for references that stand alone."""
    style = ElementTree.parse(file).getroot()  # noqa: S314 (a file of a package)
    for element in style.iter():
        for name in filter(_LISTED.fullmatch, list(element.attrib)):
            del element.attrib[name]
        for child in list(element):
            if child.get("variable") == "citation-number" and child.tag in {f"{_CSL}text", f"{_CSL}number"}:
                element.remove(child)
    return ElementTree.tostring(style)


class _Entries(HTMLParser):
    """The texts of a list of references in HTML, by id."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self._key = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins an entry."""
        key = dict(attrs).get("id") or ""
        if tag == "div" and key.startswith("ref-"):
            self._key = key.removeprefix("ref-")

    def handle_data(self, data: str) -> None:
        """Text of the current entry."""
        if self._key:
            self.texts[self._key] = self.texts.get(self._key, "") + data


if __name__ == "__main__":
    main()
