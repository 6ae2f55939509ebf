"""How often a fault is repeated: a few times in `make test`, often in `make chaos`."""

import os


def rounds(short: int, long: int) -> int:
    """`long` with PEERGRAPH_TEST_CHAOS, else `short`."""
    return long if os.environ.get("PEERGRAPH_TEST_CHAOS") else short
