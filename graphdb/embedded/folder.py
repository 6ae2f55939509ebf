"""The folder that one embedded Neo4j lives in: who may read it, who holds it now, its password and its neo4j.conf."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from errors import CannotStart
from graphdb.embedded.locks import held_by, try_lock

CONF: Final = """\
# Written at every start; changes made here are lost.
server.directories.data={data}
server.directories.logs={logs}
server.memory.pagecache.size={page_cache}
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:0
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.security.auth_lock_time=0s
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=1 days 256M
internal.server.bolt.thread_pool_shutdown_wait_time=100ms
"""


class Folder:
    """One data folder, mode 0700. `neo4j/` holds the graph, `logs/` Neo4j's logs, `password` its password (0600),
    `port` where Bolt answers while it runs."""

    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().absolute()
        self.graph = self.root / "neo4j"
        self.logs = self.root / "logs"
        self.conf = self.root / "neo4j.conf"
        self.password_file = self.root / "password"
        self.port_file = self.root / "port"
        self._lock: IO[bytes] | None = None

    def take(self) -> None:
        """Make the folder and hold it for this process. Raises CannotStart when it cannot be written or is held."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.root.chmod(0o700)
            self.logs.mkdir(exist_ok=True)
            self._lock = try_lock(self.root / "lock")
        except OSError as error:
            message = (
                f"The data folder {self.root} cannot be written ({error.strerror}): set PEERGRAPH_DATA to one that can."
            )
            raise CannotStart(message) from error
        if self._lock is None:
            holder = held_by(self.root / "lock")
            message = (
                f"The data folder {self.root} is in use by process {holder}: stop it, or set PEERGRAPH_DATA to another."
            )
            raise CannotStart(message)

    def release(self) -> None:
        """Let another process have the folder."""
        if self._lock is not None:
            self.port_file.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def announce(self, port: int) -> None:
        """Say where Bolt answers, to those who may read the folder."""
        self.port_file.write_text(str(port), encoding="ascii")

    def announced(self) -> int | None:
        """The port of the Neo4j that another process runs here; None when none does, or not yet."""
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
        """The password of the user `neo4j`, made at the first call and kept."""
        with suppress(FileNotFoundError):
            if kept := self.password_file.read_text(encoding="ascii").strip():
                return kept
        made = secrets.token_hex(24)
        draft = self.password_file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.password_file)
        return made

    def write_conf(self, page_cache: str) -> None:
        """Write neo4j.conf: loopback only, no HTTP, nothing reported."""
        self.conf.write_text(
            CONF.format(data=self.graph.as_posix(), logs=self.logs.as_posix(), page_cache=page_cache), encoding="utf-8"
        )
