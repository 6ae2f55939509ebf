"""Runs a command in this process as long as somebody holds its standard input: `attended MODULE:FUNCTION ARGUMENT…`.

A benchmark that is killed leaves no services behind.
"""

import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable


def main() -> None:
    """Runs the function until standard input ends."""
    module, _, function = sys.argv[1].partition(":")
    sys.argv = sys.argv[1:]
    threading.Thread(target=_end_with_input, daemon=True).start()
    run: Callable[[], object] = getattr(importlib.import_module(module), function)
    run()


def _end_with_input() -> None:
    # Not through `sys.stdin`: its lock would be held when Python exits.
    while os.read(0, 4_096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
