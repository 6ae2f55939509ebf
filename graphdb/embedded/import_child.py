"""The child process of an offline import: runs `neo4j-admin database import` in a JVM, and ends with its parent.

It reads one line of JSON (`ImportConfig`) from standard input, writes the output of the import to standard output, and
exits with the import's status. When standard input ends, which happens however the parent ends, it ends at once: the
import is then repeated.
"""

import json
import os
import sys
import threading
from pathlib import Path
from typing import cast

from graphdb.embedded.child import PREDECESSOR_SECONDS, java, start_jvm
from graphdb.embedded.locks import wait_for_lock
from graphdb.embedded.process import IMPORT_RUNS, ImportConfig


def end_with_parent() -> None:
    """End this process when standard input ends."""
    sys.stdin.buffer.read()
    os._exit(1)


def run(config: ImportConfig) -> int:
    """Run the import; its exit status."""
    lock = wait_for_lock(Path(config["home"], "neo4j.lock"), PREDECESSOR_SECONDS)
    if lock is None:
        return IMPORT_RUNS
    start_jvm(config)
    path = java("java.nio.file.Path")
    context = java("org.neo4j.cli.ExecutionContext")(path.of(config["home"]), path.of(config["home"]))
    return int(java("org.neo4j.cli.AdminTool").execute(context, "database", "import", "full", *config["arguments"]))


def main() -> None:
    """Read the configuration, run, and exit with the status of the import."""
    config = cast("ImportConfig", json.loads(sys.stdin.buffer.readline()))
    os.dup2(1, 2)
    threading.Thread(target=end_with_parent, daemon=True).start()
    status = 1
    try:
        status = run(config)
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
