"""The demo graph: landmark papers on foundation models, in TOML files that are easy to read and correct."""

from demo.builder import build
from demo.records import Demo
from demo.sources import DemoError, read

__all__ = ["Demo", "DemoError", "records"]


def records() -> Demo:
    """All nodes and edges of the demo graph. Raises DemoError when its files contradict themselves."""
    return build(read())
