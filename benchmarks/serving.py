"""A service with the demo in a process of its own, without limits of a client."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(data: Path) -> Generator[str]:
    """The address of a service that serves the data folder, or the demo in an empty one."""
    command = [sys.executable, "-c", "from commands import main; main()", "serve", "--demo", "--port", "0"]
    environment = os.environ | {
        "PEERGRAPH_DATA": str(data), "PEERGRAPH_COST_PER_MINUTE": "1000000000", "PEERGRAPH_CLIENT_REQUESTS": "100000",
    }  # fmt: skip
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield next(match[0] for line in process.stderr if (match := re.search(r"http://127\.0\.0\.1:\d+", line)))
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate()
