"""Precision and recall of matching, measured on papers of the demo and of the real sets."""

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
from tests.library.labelled import MATCHING, Labelled, anonymous, entry_of, labelled

#: Papers to which every change is applied, and the limits: share of wrong matches of all, of right ones of those in the
#: graph.
SAMPLE: Final = 100
MAX_WRONG: Final = 0.001
MIN_RIGHT: Final = 0.99


def outcome(label: Labelled, match_: Match) -> str:
    """The outcome of an entry."""
    if match_.paper is not None:
        return "right" if match_.paper == label.paper else "wrong"
    if match_.candidates:
        return "asked" if label.paper in {None, *(each.paper for each in match_.candidates)} else "misled"
    return "none" if label.paper is None else "missed"


async def outcomes(store: Store, labels: Sequence[Labelled]) -> dict[str, Counter[str]]:
    """Counts of outcomes by change."""
    counts = defaultdict[str, Counter[str]](Counter)
    for label, each in zip(labels, await match(store, [label.entry for label in labels], 600), strict=True):
        counts[label.change_name][outcome(label, each)] += 1
    return counts


def table(counts: dict[str, Counter[str]]) -> str:
    """The counts as a table."""
    names = ("right", "asked", "misled", "missed", "none", "wrong")
    rows = [
        ("", *names),
        *((change, *(str(of[name]) for name in names)) for change, of in counts.items()),
    ]
    return "\n".join(f"{change_name:34}" + "".join(f"{cell:>8}" for cell in cells) for change_name, *cells in rows)


def sample(references: Sequence[Reference]) -> list[Reference]:
    """Papers with authors, year and a unique title. Papers of one title differ by identifiers only and have a
    separate test."""
    titles = Counter(title_key(each.title) for each in references)
    fit = [each for each in references if each.authors and each.year and titles[title_key(each.title)] == 1]
    return random.Random(12).sample(fit, min(SAMPLE, len(fit)))  # noqa: S311


async def test_matches_are_right_and_complete(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    counts = await outcomes(library.store, list(labelled(sample(library.references), seed=12)))
    with capsys.disabled():
        print(f"\n{table(counts)}")
    total = sum(counts.values(), Counter[str]())
    matching = sum((each for change_name, each in counts.items() if change_name in MATCHING), Counter[str]())
    with capsys.disabled():
        shares = ", ".join(f"{name} {number / matching.total():.2%}" for name, number in matching.items())
        print(
            f"Of entries in the graph: {shares}. Of all {total.total():,}: wrong {total['wrong'] / total.total():.3%}."
        )
    assert total["wrong"] <= MAX_WRONG * total.total()
    assert matching["right"] >= MIN_RIGHT * matching.total()


async def test_papers_of_one_title_are_distinguished_or_left_to_the_user(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    by_title = defaultdict[str, list[Reference]](list)
    for each in library.references:
        by_title[title_key(each.title)].append(each)
    pairs = [each for key, group in by_title.items() if key and len(group) > 1 for each in group]
    labels = [Labelled("a title of several", entry_of(anonymous(each), latex=False), each.id) for each in pairs]
    counts = await outcomes(library.store, labels)
    with capsys.disabled():
        print(f"\n{table(counts)}")
    assert not library.real or pairs
    assert counts["a title of several"]["wrong"] == 0
