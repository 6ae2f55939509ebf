"""The data folder of an embedded Neo4j: permissions, lock, password and neo4j.conf."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from errors import CannotStart
from graphdb.embedded.file_copy import sync_folder
from graphdb.embedded.locks import lock_owner, try_lock

CONF: Final = """\
# Written at every start; changes made here are lost.
server.directories.data={data}
server.directories.logs={logs}
server.memory.pagecache.size={page_cache}
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.security.auth_lock_time=0s
dbms.usage_report.enabled=false
db.tx_log.rotation.size=16M
db.tx_log.rotation.retention_policy=1 days 256M
internal.server.bolt.thread_pool_shutdown_wait_time=100ms
internal.cypher.use_parameter_size=false
"""


class Folder:
    """One data folder, mode 0700. `neo4j/`: the graph; `logs/`: Neo4j's logs; `password`: its password (0600); `port`:
    its Bolt port while it runs.

    `neo4j.new/` is a complete graph that takes the place of `neo4j/`, which becomes `neo4j.old/` (`replace_graph`).
    """

    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().absolute()
        self.graph = self.root / "neo4j"
        self.logs = self.root / "logs"
        self.conf = self.root / "neo4j.conf"
        self.password_file = self.root / "password"
        self.port_file = self.root / "port"
        self._incoming = self.root / "neo4j.new"
        self._replaced = self.root / "neo4j.old"
        self._lock: IO[bytes] | None = None

    def acquire(self) -> None:
        """Create the folder and lock it for this process. Raises CannotStart if it cannot be written or is locked."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.root.chmod(0o700)
            self.logs.mkdir(exist_ok=True)
            self._lock = try_lock(self.root / "lock")
            if self._lock is not None:
                self._complete_replacement()
        except OSError as error:
            message = (
                f"The data folder {self.root} cannot be written ({error.strerror}):"
                " set PEERGRAPH_DATA to a writable folder."
            )
            raise CannotStart(message) from error
        if self._lock is None:
            owner = lock_owner(self.root / "lock")
            message = (
                f"The data folder {self.root} is in use by process {owner}: stop it, or set PEERGRAPH_DATA to another."
            )
            raise CannotStart(message)

    def release(self) -> None:
        """Release the lock."""
        if self._lock is not None:
            self.port_file.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def replace_graph(self, graph: Path) -> None:
        """Put the graph of another, closed data folder on the same disk in the place of this one's, with the lock held.

        The first rename decides: if the process ends after it, the next `acquire` completes the replacement. Raises
        OSError.
        """
        graph.rename(self._incoming)
        sync_folder(self.root)
        self._complete_replacement()

    def _complete_replacement(self) -> None:
        if not self._incoming.exists():
            return
        if self.graph.exists():
            shutil.rmtree(self._replaced, ignore_errors=True)
            self.graph.rename(self._replaced)
        self._incoming.rename(self.graph)
        sync_folder(self.root)

    def publish_port(self, port: int) -> None:
        """Write the Bolt port to the folder."""
        self.port_file.write_text(str(port), encoding="ascii")

    def running_port(self) -> int | None:
        """The port of the Neo4j that another process runs on this folder; None if there is none or it is starting."""
        try:
            with self.root.joinpath("lock").open("rb"):
                lock = try_lock(self.root / "lock")
            if lock is not None:
                lock.close()
                return None
            return int(self.port_file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def password(self) -> str:
        """The password of the user `neo4j`, created at the first call."""
        with suppress(FileNotFoundError):
            if stored := self.password_file.read_text(encoding="ascii").strip():
                return stored
        return self.adopt_password(secrets.token_hex(24))

    def adopt_password(self, password: str) -> str:
        """Store this password, before the first start."""
        draft = self.password_file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(password)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.password_file)
        return password

    def write_conf(self, page_cache: str, port: int = 0) -> None:
        """Write neo4j.conf: loopback only, at this port (0 for any), no HTTP, no usage reports."""
        self.conf.write_text(
            CONF.format(data=self.graph.as_posix(), logs=self.logs.as_posix(), page_cache=page_cache, port=port),
            encoding="utf-8",
        )
