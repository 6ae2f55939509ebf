"""Formats of databases and reference managers, recognised by their content."""

import pytest

from ingest.library.entry import Entry
from ingest.library.formats import LibraryFormat, read
from ingest.library.recognition import Unread, recognize

TITLE = "Attention Is All You Need"
TEXTS = {
    LibraryFormat.BIBTEX: "% exported\n@inproceedings{Vaswani et al 2017,\n title={Attention Is All You Need},\n"
    " author={Vaswani, Ashish and Shazeer, Noam}, year=2017, doi={10.5555/3295222}, pages={5998--6008}}\n",
    LibraryFormat.RIS: "Provider: X\n\nTY  - CONF\nTI  - Attention Is All You Need\nAU  - Vaswani, Ashish\n"
    "AU  - Shazeer, Noam\nPY  - 2017\nSP  - 5998\nDO  - 10.5555/3295222\nER  - \n",
    LibraryFormat.CSL_JSON: '{"status": "ok", "message-type": "work-list", "message": {"total-results": 1, "items": ['
    '{"DOI": "10.5555/3295222", "title": ["Attention Is All You Need"], "page": "5998-6008", "author": ['
    '{"given": "Ashish", "family": "Vaswani"}, {"given": "Noam", "family": "Shazeer"}],'
    ' "published": {"date-parts": [[2017, 12]]}}]}}',
    LibraryFormat.PUBMED: "\nPMID- 3295222\nOWN - NLM\nDP  - 2017 Dec 4\nTI  - Attention Is All\n      You Need.\n"
    "PG  - 5998-6008\nAID - 10.5555/3295222 [doi]\nAID - S0140 [pii]\nFAU - Vaswani, Ashish\nAU  - Vaswani A\n"
    "FAU - Shazeer, Noam\nAU  - Shazeer N\nJT  - Neural information\n",
    LibraryFormat.ENDNOTE_XML: '<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><rec-number>7</rec-number>'
    '<ref-type name="Conference Proceedings">10</ref-type><contributors><authors><author><style face="normal">Vaswani,'
    " Ashish</style></author><author>Shazeer, Noam</author></authors></contributors><titles><title><style>Attention Is"
    " All </style><style>You Need</style></title></titles><pages>5998-6008</pages><dates><year>2017</year></dates>"
    "<electronic-resource-num>10.5555/3295222</electronic-resource-num></record></records></xml>",
    LibraryFormat.WEB_OF_SCIENCE: "\ufeffFN Clarivate Analytics Web of Science\nVR 1.0\nPT C\nAU Vaswani, A\n"
    "   Shazeer, N\nAF Vaswani, Ashish\n   Shazeer, Noam\nTI Attention Is All\n   You Need\nSO ADVANCES\nPY 2017\n"
    "BP 5998\nEP 6008\nDI 10.5555/3295222\nUT WOS:1\nER\n\nEF\n",
    LibraryFormat.SCOPUS: '\ufeff"Authors","Author full names","Title","Year","Source title","Page start","DOI","EID"\n'
    '"Vaswani A.; Shazeer N.","Vaswani, Ashish (57208435432); Shazeer, Noam (123)","Attention Is All You Need","2017",'
    '"Advances","5998","10.5555/3295222","2-s2.0-1"\n',
}


@pytest.mark.parametrize("kind", LibraryFormat)
def test_a_format_is_recognised_and_read(kind: LibraryFormat) -> None:
    assert recognize(TEXTS[kind]) is kind
    assert recognize(TEXTS[kind].replace("\n", "\r\n")) is kind
    (entry,) = read(TEXTS[kind], kind)
    assert (entry.title, entry.year, entry.doi, entry.page) == (TITLE, 2017, "10.5555/3295222", "5998")
    assert [(person.family, person.given) for person in entry.authors] == [("Vaswani", "Ashish"), ("Shazeer", "Noam")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("%PDF-1.7\n%âã", "a PDF or Office file"),
        ("<!DOCTYPE html><html><body>", "a web page"),
        ('<?xml version="1.0"?><PubmedArticleSet><PubmedArticle>', "PubMed XML"),
        ('<?xml version="1.0"?>\n<modsCollection xmlns="http://www.loc.gov/mods/v3">', "MODS XML"),
        ('<rdf:RDF xmlns:rdf="x">', "XML of another format"),
        ("%0 Journal Article\n%A Vaswani, Ashish\n", "EndNote's tagged format (.enw)"),
        ("RT Journal Article\nSR Electronic\n", "RefWorks' tagged format"),
        ('"Key","Item Type","Publication Year"\n', "a table of Zotero"),
    ],
)
def test_a_format_that_is_not_read_is_named(text: str, name: str) -> None:
    form = recognize(text)
    assert isinstance(form, Unread)
    assert form.message.startswith(f"This looks like {name}: ")


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title={Attention}, eid = {021001}}", "% EID list from Scopus\n@article{a, title={Attention}}",
        "[1] notes\n@article{a, title={Attention}}", "{notes}\n@article{a, title={Attention}}",
    ],
)  # fmt: skip
def test_a_library_of_bibtex_is_no_other_format(text: str) -> None:
    assert recognize(text) is LibraryFormat.BIBTEX


@pytest.mark.parametrize("text", ["", "Vaswani, A. (2017). Attention is all you need.", "10.1000/182\n"])
def test_other_text_is_of_no_format(text: str) -> None:
    assert recognize(text) is None


def test_several_records() -> None:
    pubmed = TEXTS[LibraryFormat.PUBMED]
    assert len(read(pubmed + "\n" + pubmed.replace("3295222\nOWN", "2\nOWN"), LibraryFormat.PUBMED)) == 2
    science = TEXTS[LibraryFormat.WEB_OF_SCIENCE]
    assert len(read(science + science, LibraryFormat.WEB_OF_SCIENCE)) == 2


def test_names_of_older_exports() -> None:
    text = 'Authors,Title,Year,EID\n"Vaswani A., Shazeer N.M., van der Maaten L.",T,2017,2\n'
    (entry,) = read(text, LibraryFormat.SCOPUS)
    assert [person.family for person in entry.authors] == ["Vaswani", "Shazeer", "van der Maaten"]


@pytest.mark.parametrize(
    ("text", "label", "title"),
    [
        ("@article{He et al 2016,\n title={Deep}}", "He et al 2016", "Deep"),
        ("@article{,\n title={Deep}}", "line 1", "Deep"),
        ("@article{title={Deep}, year=2016}", "line 1", "Deep"),
        ("@article{O'Neil (2016), title={Deep}}", "O'Neil (2016)", "Deep"),
        ("@article{k, title={Nguy{\\~{\\^e}}n a\\textunderscore b}}", "k", "Nguyễn a_b"),
    ],
)
def test_unusual_entries_of_bibtex(text: str, label: str, title: str) -> None:
    (entry,) = read(text, LibraryFormat.BIBTEX)
    assert (entry.label, entry.title) == (label, title)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><xml><records><record>&a;</record></records></xml>',
        "<xml><records><record><titles></record></records></xml>",
    ],
)
def test_xml_that_is_not_read(text: str) -> None:
    (entry,) = read(text, LibraryFormat.ENDNOTE_XML)
    assert entry.broken
    assert isinstance(entry, Entry)
