"""What is matched is right, and what is there is matched: measured on papers of the demo and of the real sets."""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import pytest

from exports.reference import Reference
from graphdb.store import Store
from identifiers.title import title_key
from ingest.library.matching import Match, match
from tests.library.conftest import Library
from tests.library.labelled import MEANT, Labelled, anonymous, entry_of, labelled

#: Papers that are changed in every way.
SAMPLE: Final = 100
WRONG: Final = 0.001
FOUND: Final = 0.99


def outcome(label: Labelled, match_: Match) -> str:
    """What became of an entry."""
    if match_.paper is not None:
        return "right" if match_.paper == label.paper else "wrong"
    if match_.candidates:
        return "asked" if label.paper in {None, *(each.paper for each in match_.candidates)} else "misled"
    return "none" if label.paper is None else "missed"


async def outcomes(store: Store, labels: Sequence[Labelled]) -> dict[str, Counter[str]]:
    """Outcomes by how entries were made."""
    counts = defaultdict[str, Counter[str]](Counter)
    for label, each in zip(labels, await match(store, [label.entry for label in labels], 600), strict=True):
        counts[label.how][outcome(label, each)] += 1
    return counts


def told(counts: dict[str, Counter[str]]) -> str:
    """A table for people."""
    names = ("right", "asked", "misled", "missed", "none", "wrong")
    rows = [("", *names), *((how, *(str(each[name]) for name in names)) for how, each in counts.items())]
    return "\n".join(f"{how:34}" + "".join(f"{cell:>8}" for cell in cells) for how, *cells in rows)


def sample(references: Sequence[Reference]) -> list[Reference]:
    """Papers that have what entries have. Of two records of one title, which the graph holds as two papers, nothing
    but an identifier tells the one from the other: they have a test of their own."""
    titles = Counter(title_key(each.title) for each in references)
    fit = [each for each in references if each.authors and each.year and titles[title_key(each.title)] == 1]
    return random.Random(12).sample(fit, min(SAMPLE, len(fit)))  # noqa: S311


async def test_a_match_is_right_and_what_is_there_is_found(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = await outcomes(library.store, list(labelled(sample(library.references), seed=12)))
    with capsys.disabled():
        print(f"\n{told(counts)}")
    total = sum(counts.values(), Counter[str]())
    meant = sum((each for how, each in counts.items() if how in MEANT), Counter[str]())
    with capsys.disabled():
        shares = ", ".join(f"{name} {number / meant.total():.2%}" for name, number in meant.items())
        print(f"Of what is there: {shares}. Of all {total.total():,}: wrong {total['wrong'] / total.total():.3%}.")
    assert total["wrong"] <= WRONG * total.total()
    assert meant["right"] >= FOUND * meant.total()


async def test_papers_of_one_title_are_told_apart_or_asked_about(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    by_title = defaultdict[str, list[Reference]](list)
    for each in library.references:
        by_title[title_key(each.title)].append(each)
    pairs = [each for key, group in by_title.items() if key and len(group) > 1 for each in group]
    labels = [Labelled("a title of several", entry_of(anonymous(each), latex=False), each.id) for each in pairs]
    counts = await outcomes(library.store, labels)
    with capsys.disabled():
        print(f"\n{told(counts)}")
    assert not library.real or pairs
    assert counts["a title of several"]["wrong"] == 0
