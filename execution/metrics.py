"""How often operations ran fast, and why others did not."""

from collections import Counter
from typing import Final

#: By outcome: `fast`; `completed by graphql-core` where an error had to be placed; or why an operation was left to it.
OPERATIONS: Final[Counter[str]] = Counter()

FAST: Final = "fast"
ERROR: Final = "completed by graphql-core"
