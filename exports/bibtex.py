"""BibTeX entries in UTF-8.

Source: Patashnik, "BibTeXing" (entry types, fields, names) and "Designing BibTeX Styles" (braces).
"""

import re
from collections.abc import Container, Iterator
from itertools import count
from string import ascii_lowercase
from typing import Final

from exports.csl import csl_type
from exports.names import Name
from exports.reference import Reference
from identifiers.title import title_key

_TYPES: Final = {
    "article-journal": "article", "paper-conference": "inproceedings", "book": "book", "chapter": "incollection",
    "thesis": "phdthesis", "report": "techreport", "review": "article", "review-book": "article",
}  # fmt: skip
#: The field that holds the venue or the publisher, by entry type.
_VENUE: Final = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHER: Final = {"phdthesis": "school", "techreport": "institution"}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even after a backslash, so a brace in text is a command, never `\{`.
_ESCAPES: Final = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_VERBATIM: Final = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})
#: The names that babel and biblatex have for languages, by the codes of ISO 639-1. Sources: babel manual, section 1.2;
#: biblatex manual, section 3.9.
_LANGUAGES: Final = {
    "af": "afrikaans", "ar": "arabic", "bg": "bulgarian", "ca": "catalan", "cs": "czech", "cy": "welsh", "da": "danish",
    "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "gl": "galician", "he": "hebrew", "hr": "croatian", "hu": "hungarian",
    "id": "indonesian", "is": "icelandic", "it": "italian", "ja": "japanese", "ko": "korean", "lt": "lithuanian",
    "lv": "latvian", "mk": "macedonian", "nl": "dutch", "no": "norsk", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovene", "sq": "albanian", "sr": "serbian",
    "sv": "swedish", "th": "thai", "tr": "turkish", "uk": "ukrainian", "vi": "vietnamese",
}  # fmt: skip
#: Words whose capitals a style must not lower: `BERT`, `iPhone`, `GPT-3`, `McCulloch`.
_CAPITALS: Final = re.compile(r"[^\W_][A-Z]|[A-Z]-?[0-9]")
#: OpenAlex's key of a work, by which an import matches the paper.
_WORK: Final = re.compile(r"W[1-9][0-9]*")
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_STOP_WORDS: Final = frozenset((
    "a", "an", "and", "are", "as", "at", "by", "do", "does", "for", "from", "how", "in", "into", "is", "of", "on", "or",
    "the", "to", "toward", "towards", "via", "what", "when", "where", "which", "who", "why", "with", "your",
    "das", "der", "die", "el", "la", "las", "le", "les", "los", "un", "une",
))  # fmt: skip


def bibtex(reference: Reference, taken: Container[str] = ()) -> str:
    """The reference as one BibTeX entry, with a key that is not in use."""
    lines = [f"@{_entry_type(reference)}{{{citation_key(reference, taken)}"]
    lines += [f"  {name} = {value}" for name, value in _fields(reference)]
    return ",\n".join(lines) + ("\n}\n" if len(lines) > 1 else ",\n}\n")


def citation_key(reference: Reference, taken: Container[str] = ()) -> str:
    """First author's family name, year, first significant word of the title: `bommasani2022opportunities`.

    ASCII letters and digits only; `b` to `z`, then a number, is appended while the key is taken. Where neither name nor
    title has such letters, it is the paper's id.
    """
    first = reference.authors[0] if reference.authors else Name()
    words = [word for word in _ascii(reference.title).split() if word not in _STOP_WORDS and not word.isdecimal()]
    family = _ascii(first.family or first.literal).replace(" ", "")
    year = str(reference.issued[0]) if reference.issued else ""
    key = family[:40] + year + (words[0][:40] if words else "")
    if not family and not words:
        key = _ascii(reference.id).replace(" ", "") or "paper"
    return next(candidate for candidate in _candidates(key) if candidate not in taken)


def escaped(text: str) -> str:
    """Text in which TeX takes no character for a command and BibTeX counts as many braces open as closed."""
    return text.translate(_ESCAPES)


def _candidates(key: str) -> Iterator[str]:
    yield key
    yield from (key + letter for letter in ascii_lowercase[1:])
    yield from (f"{key}{number}" for number in count(len(ascii_lowercase) + 1))


def _ascii(text: str) -> str:
    return "".join(char if char.isascii() else "" for char in title_key(text))


def _entry_type(reference: Reference) -> str:
    return _TYPES.get(csl_type(reference), "misc")


def _fields(reference: Reference) -> list[tuple[str, str]]:
    entry = _entry_type(reference)
    year, month, *_ = (*reference.issued, 0, 0)
    pages = "--".join(dict.fromkeys(page for page in (reference.first_page, reference.last_page) if page))
    fields = [
        ("title", _protected(reference.title)),
        ("author", " and ".join(map(_name, reference.authors))),
        (_VENUE.get(entry, "howpublished"), escaped(reference.container)),
        (_PUBLISHER.get(entry, "publisher"), escaped(reference.publisher)),
        ("year", str(year or "")),
        ("volume", escaped(reference.volume)),
        ("number", escaped(reference.issue)),
        ("pages", escaped(pages)),
        ("doi", reference.doi.translate(_VERBATIM)),
        ("eprint", reference.arxiv.translate(_VERBATIM)),
        ("archivePrefix", "arXiv" if reference.arxiv else ""),
        ("pmid", reference.pmid),
        ("pmcid", reference.pmcid),
        ("openalex", reference.id if _WORK.fullmatch(reference.id) else ""),
        ("url", reference.landing.translate(_VERBATIM)),
        ("language", escaped(reference.language)),
        ("langid", _LANGUAGES.get(reference.language, "")),
        ("keywords", ", ".join(map(_keyword, reference.keywords))),
        ("copyright", escaped(reference.licence)),
        ("abstract", escaped(reference.abstract)),
    ]
    rows = [(name, f"{{{value}}}") for name, value in fields if value]
    if month:
        rows.insert([name for name, _ in rows].index("year") + 1, ("month", _MONTHS[month - 1]))
    return rows


def _keyword(name: str) -> str:
    # Keywords are separated by commas.
    return f"{{{escaped(name)}}}" if "," in name else escaped(name)


def _protected(title: str) -> str:
    """The title escaped, and braces around the words whose capitals count."""
    parts: list[str] = []
    end = 0
    for word in _WORD.finditer(title):
        parts += [escaped(title[end : word.start()]), f"{{{word[0]}}}" if _CAPITALS.search(word[0]) else word[0]]
        end = word.end()
    return "".join([*parts, escaped(title[end:])])


def _name(name: Name) -> str:
    if name.literal:
        return f"{{{escaped(name.literal)}}}"
    return ", ".join(_name_part(part) for part in (name.full_family, name.suffix, name.given) if part)


def _name_part(part: str) -> str:
    # BibTeX would split the name at these.
    text = escaped(part)
    return f"{{{text}}}" if "," in part or " and " in f" {part.lower()} " else text
