"""Many works from few: real works repeated with shifted ids."""

import gzip
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

#: Ids of works and authors in addresses; venues, topics, institutions and funders stay the same.
_SHIFTED: Final = re.compile(rb"(https://openalex\.org/)([WA])([0-9]{1,15})(?=\")")
#: Distance of the ids of two copies. Real ids are below 10^10.
SHIFT: Final = 10_000_000_000


def write_multiplied(sources: Sequence[Path], target: Path, number: int, first: int = 0) -> Path:
    """Write `number` works, compressed: the lines of the sources, again and again, each copy with works and authors of
    its own. `first`: the number of works in other files before it."""
    contents = [gzip.decompress(source.read_bytes()) for source in sources]
    lines = [line for content in contents for line in content.split(b"\n") if line.strip()]
    with gzip.open(target, "wb", compresslevel=1) as file:
        for index in range(first, first + number):
            copy, position = divmod(index, len(lines))
            file.write(shifted(lines[position], copy) + b"\n")
    return target


def shifted(line: bytes, copy: int) -> bytes:
    """The record as the copy with this number, from 0, which is the record itself."""
    if copy == 0:
        return line
    return _SHIFTED.sub(lambda match: b"%b%b%d" % (match[1], match[2], int(match[3]) + copy * SHIFT), line)
