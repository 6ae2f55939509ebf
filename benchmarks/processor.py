"""Processor time of a process, and the load of the machine."""

import os
from pathlib import Path


def processor(process: int) -> float:
    """Seconds of processor time that a process has used by now, in user and in system mode; 0 where Linux's `/proc` is
    not there. Source: proc_pid_stat(5)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load_average() -> float:
    """The load of the machine in the last minute, in runnable processes; 0 where the system does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
