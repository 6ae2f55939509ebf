"""Errors in the demo's files are reported, and names become ids."""

from dataclasses import replace

import pytest

from demo.builder import build
from demo.slugs import display_name, slug
from demo.sources import Byline, DemoError, Sources, read


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read()


def _with(sources: Sources, key: str, **changes: object) -> Sources:
    return replace(sources, papers={**sources.papers, key: replace(sources.papers[key], **changes)})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cites": ("no-such-paper",)}, "cites keys that no paper has: no-such-paper"),
        ({"topics": ("Alchemy",)}, "topics.toml lacks: Alchemy"),
        ({"venue": "Nowhere"}, "venues.toml lacks: Nowhere"),
        ({"institutions": ("Nobody",)}, "institutions.toml lacks: Nobody"),
        ({"arxiv": "twelve", "doi": None}, "neither a valid arXiv id nor a valid DOI"),
        ({"authors": (Byline("percy liang", ()),)}, "list them as one person in people.toml"),
    ],
)
def test_an_error_states_the_fault_of_a_paper(sources: Sources, changes: dict[str, object], message: str) -> None:
    with pytest.raises(DemoError, match=message):
        build(_with(sources, "bert", **changes))


def test_one_person_has_one_node_whatever_the_spelling(sources: Sources) -> None:
    demo = build(_with(sources, "bert", authors=(Byline("Quoc Le", ()),)))
    assert [edge["author"] for edge in demo.authorships if edge["paper"] == "arxiv:1810.04805"] == ["author:quoc-v-le"]


def test_every_spelling_is_of_an_author_of_the_demo(sources: Sources) -> None:
    names = {author.name for paper in sources.papers.values() for author in paper.authors}
    display_names = {sources.spellings.get(name, name) for name in names}
    assert {name for name in sources.spellings.values() if name not in display_names} == set()


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


def test_brackets_that_distinguish_people_are_not_displayed() -> None:
    assert display_name("Wei Wang (Google)") == "Wei Wang"
