"""`peergraph serve` on the data of an earlier service, which ended by Ctrl+C, SIGTERM or kill -9."""

import os
import signal
import socket
import time
from pathlib import Path

from tests.commands.service import ANSWER, Service, ask, served


def port_is_free(service: Service) -> bool:
    """Whether the port is free again within ten seconds."""
    port = int(service.address.rpartition(":")[2])
    for _ in range(100):
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.1)
    return False


def test_ctrl_c_ends_all_processes_kill_9_loses_nothing_and_workers_share_one_store(tmp_path: Path) -> None:
    with served(tmp_path, "--demo") as first:
        process = first.process.pid
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        first.interrupt()
        assert all(not Path(f"/proc/{pid}").exists() for pid in children)
    with served(tmp_path) as drained:
        os.kill(drained.process.pid, signal.SIGTERM)
        assert drained.process.wait(120) == 0
    with served(tmp_path) as second:
        assert ask(second) == ANSWER
        os.kill(second.process.pid, signal.SIGKILL)
        second.process.wait(10)
    with served(tmp_path, "--workers", "2") as shared:
        assert ask(shared) == ANSWER
        os.kill(shared.process.pid, signal.SIGKILL)
        shared.process.wait(10)
        assert port_is_free(shared), "the workers outlive the service"
