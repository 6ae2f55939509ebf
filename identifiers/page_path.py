"""The path of the page of a node, from its id."""

from typing import Final
from urllib.parse import quote

#: Characters that need no escape in a path.
SAFE: Final = ":/().,;-_~"


def page_path(segment: str, node_id: str) -> str:
    """The path below the first segment, such as `/papers/10.5555%3C1%3E`."""
    return f"/{segment}/{quote(node_id, safe=SAFE)}"
