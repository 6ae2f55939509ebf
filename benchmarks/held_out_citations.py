"""Whether the neighbours of a paper have the reference that was removed from it, on the real citations of Paperscape.

    python -m benchmarks.held_out_citations     needs the records of `benchmarks.loading.DATA`

One reference is removed from each of 3,000 papers with two or more, all at once; then neighbours are ranked without it,
leaving out those that the remaining citations connect, as in Bordes et al., Translating embeddings for modeling
multi-relational data, NIPS (2013), section 4.1. The figures are the shares of papers whose removed reference is among
the first 10 and 20, and the mean reciprocal rank.
"""

import gzip
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.loading import DATA
from citations.index import Index, build_index
from citations.node_ids import NodeIds, encode_ids
from citations.scoring import rank
from citations.weights import weights

FOLDER: Final = DATA / "paperscape"
SAMPLE: Final = 3_000
#: Ranks that are read.
MAX_RANK: Final = 100
FEW: Final = 4
_WEIGHTS: Final = weights(None)

Edges = npt.NDArray[np.int64]
Pairs = tuple[Edges, Edges]


def main() -> None:
    """Prints the table."""
    papers = dict(_papers())
    chance = np.random.default_rng(1)
    ids = sorted(papers)
    positions = {each: position for position, each in enumerate(ids)}
    cites = np.array([(positions[one], positions[other]) for one in ids for other in papers[one]["references"]
                      if other in positions and other != one])  # fmt: skip
    numbers = np.bincount(cites[:, 0], minlength=len(ids))
    chosen = chance.choice(np.flatnonzero(numbers > 1), SAMPLE, replace=False)
    starts = np.searchsorted(cites[:, 0], chosen)
    removed = starts + (chance.random(SAMPLE) * numbers[chosen]).astype(np.int64)
    index = _index(papers, ids, np.delete(cites, removed, axis=0))
    ranks = np.array([_rank(index, ids, int(citing), int(cited)) for citing, cited in cites[removed]])
    print(f"{len(ids):,} papers, {len(cites):,} citations")
    print(f"{'references before':<20} {'papers':>8} {'@10':>7} {'@20':>7} {'MRR':>7}")
    few = numbers[chosen] <= FEW
    for name, part in (("all", few | True), (f"2 to {FEW}", few), (f"more than {FEW}", ~few)):
        listed = ranks[part]
        print(f"{name:<20} {len(listed):>8,} {(listed <= 10).mean():>7.3f} {(listed <= 20).mean():>7.3f}"
              f" {(1 / listed).mean():>7.3f}")  # fmt: skip


def _papers() -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    """Lines: `id;categories;found references;references;their ids;authors;title`."""
    for path in sorted(FOLDER.glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            for line in file:
                if not line.startswith("#"):
                    name, categories, _, _, references, authors, _ = line.rstrip("\n").split(";", 6)
                    texts = {"topics": categories, "references": references, "authors": authors}
                    yield name, {key: list(dict.fromkeys(filter(None, text.split(",")))) for key, text in texts.items()}


def _index(papers: Mapping[str, Mapping[str, list[str]]], ids: list[str], cites: Edges) -> Index:
    (authors, wrote), (topics, about) = (_names(papers, ids, kind) for kind in ("authors", "topics"))
    table = encode_ids([each.encode() for each in ids])
    return build_index(table, authors, topics, (cites[:, 0], cites[:, 1]), wrote, about, np.ones(len(about[0])))


def _names(papers: Mapping[str, Mapping[str, list[str]]], ids: list[str], kind: str) -> tuple[NodeIds, Pairs]:
    """The names of a kind, and the positions of papers with those of their names."""
    names = sorted({name for paper in papers.values() for name in paper[kind]})
    position = {name: number for number, name in enumerate(names)}
    pairs = np.array([(number, position[name]) for number, each in enumerate(ids) for name in papers[each][kind]])
    return encode_ids([name.encode() for name in names]), (pairs[:, 0], pairs[:, 1])


def _rank(index: Index, ids: list[str], citing: int, cited: int) -> float:
    """The rank of a paper among the neighbours of another that neither cites nor is cited by it; infinite beyond the
    ranks that are read."""
    linked = np.concatenate([index.references.row(citing), index.citations.row(citing)])
    others = {ids[int(position)] for position in linked}
    listed = [each.id for each in rank(index, citing, _WEIGHTS).best(MAX_RANK + len(others)) if each.id not in others]
    return listed.index(ids[cited]) + 1.0 if ids[cited] in listed else np.inf


if __name__ == "__main__":
    main()
