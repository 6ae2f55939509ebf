"""Maps for tests of exports and links."""

from typing import Final

from maps.assembly import assemble, parts_of
from maps.options import Options
from maps.records import LABELS, MapEdge, MapRecord
from maps.research_map import ResearchMap
from maps.selection import NodeList, Selection

#: Difficult titles: markup, the end of CDATA, quotes, spreadsheet formulas, control characters, direction marks, emoji,
#: surrogates.
HOSTILE: Final = (
    "<script>alert('1')</script> & \"quotes\"",
    "]]> <!-- --> <![CDATA[ &amp; &#0;",
    '=HYPERLINK("http://evil","x")',
    "+1 @SUM(A1) \t\r\n -2",
    "controls \x00\x01\x08\x0b\x1f\x7f\x85\ufffe\uffff end",
    "\u202eevil txt.exe\u202c עברית العربية",
    "😀👩‍🔬 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \ud800 \U0010ffff",
    "",
    "x" * 5_000,
    '\'; DROP TABLE papers; --,"a","b"',
)


def star(labels: tuple[str, ...], options: Options | None = None) -> ResearchMap:
    """The map of a paper that cites papers with these titles, the first and last of which cite each other."""
    ids = [f'doi:10.1/a<"b">&{number}' for number in range(len(labels))]
    requested = options or Options(nodes=len(labels) + 1)
    selection = Selection({"W1": "PAPER"}, requested)
    selection.add_lists(1, [NodeList("W1", "PAPER", len(ids), tuple(ids))])
    selection.choose(1)
    records = {
        "W1": MapRecord("W1", "PAPER", "The centre", "A. Uthor · 2020", 50, (("Maps", 0.9),), 2020, "10.1/centre")
    }
    records |= {
        node: MapRecord(node, "PAPER", label, label or None, number, ((label or "Nothing", 0.5),))
        for number, (node, label) in enumerate(zip(ids, labels, strict=True))
    }
    edges = [MapEdge("W1", node, "CITES", 1.0, LABELS["CITES"]) for node in ids]
    edges += [MapEdge("W1", ids[0], "NEIGHBOUR", 0.25, "is close to: 3 shared references")]
    edges += [MapEdge(ids[0], ids[-1], "CITES", 1.0, "cites"), MapEdge(ids[-1], ids[0], "CITES", 1.0, "cites")]
    return assemble(parts_of(selection, records, edges))
