"""The demo graph: landmark papers around foundation models, stated in files that a person can read and correct."""

from demo.building import build
from demo.records import Demo
from demo.sources import DemoError, read

__all__ = ["Demo", "DemoError", "records"]


def records() -> Demo:
    """All nodes and edges of the demo graph. Raises DemoError when its files contradict themselves."""
    return build(read())
