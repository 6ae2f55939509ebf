"""Slips in the demo's files are told, and names make the ids that they should."""

from dataclasses import replace

import pytest

from demo.building import build
from demo.naming import display_name, slug
from demo.sources import Byline, DemoError, Sources, read


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read()


def _with(sources: Sources, key: str, **changes: object) -> Sources:
    return replace(sources, papers={**sources.papers, key: replace(sources.papers[key], **changes)})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cites": ("no-such-paper",)}, "cites papers that it does not have: no-such-paper"),
        ({"topics": ("Alchemy",)}, "topics.toml does not have: Alchemy"),
        ({"venue": "Nowhere"}, "venues.toml does not have: Nowhere"),
        ({"institutions": ("Nobody",)}, "institutions.toml does not have: Nobody"),
        ({"arxiv": "twelve", "doi": None}, "neither an arXiv id nor a DOI"),
        ({"authors": (Byline("percy liang", ()),)}, "say in people.toml that they are"),
    ],
)
def test_a_slip_in_a_paper_is_named(sources: Sources, changes: dict[str, object], message: str) -> None:
    with pytest.raises(DemoError, match=message):
        build(_with(sources, "bert", **changes))


def test_one_person_has_one_node_whatever_the_spelling(sources: Sources) -> None:
    spelt = build(_with(sources, "bert", authors=(Byline("Quoc Le", ()),)))
    assert [edge["author"] for edge in spelt.authorships if edge["paper"] == "arxiv:1810.04805"] == ["author:quoc-v-le"]


def test_every_spelling_leads_to_somebody_of_the_demo(sources: Sources) -> None:
    names = {author.name for paper in sources.papers.values() for author in paper.authors}
    shown_names = {sources.spellings.get(name, name) for name in names}
    assert {name for name in sources.spellings.values() if name not in shown_names} == set()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Percy Liang", "percy-liang"),
        ("Łukasz Kaiser", "lukasz-kaiser"),
        ("Christopher Ré", "christopher-re"),
        ("Cyprien de Masson d'Autume", "cyprien-de-masson-dautume"),
        ("Úlfar Erlingsson", "ulfar-erlingsson"),
        ("University of Wisconsin–Madison", "university-of-wisconsin-madison"),
        ("Wei Wang (Google)", "wei-wang-google"),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_brackets_that_tell_people_apart_are_not_shown() -> None:
    assert display_name("Wei Wang (Google)") == "Wei Wang"
