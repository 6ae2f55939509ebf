"""The shape tables of the same files are the same bytes, whatever order the process gives to sets."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.bulk.cases import write_cases

SCRIPT: Final = """\
import sys
from pathlib import Path
from bulk.tables import Options, make_tables
make_tables(sorted(Path(sys.argv[1]).iterdir()), Path(sys.argv[2]), Options(processes=1))"""


@pytest.mark.timeout(300)
def test_a_second_process_writes_the_same_bytes(tmp_path: Path) -> None:
    write_cases(tmp_path / "sources")
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = (sys.executable, "-c", SCRIPT, str(tmp_path / "sources"), str(tmp_path / seed))
        subprocess.run(command, env=environment, check=True)
    one, two = (
        {
            path.relative_to(tmp_path / seed): path.read_bytes()
            for path in (tmp_path / seed / "shape").rglob("*.parquet")
        }
        for seed in ("1", "2")
    )
    assert len(one) > 30
    assert [path for path in one if one[path] != two.get(path)] == []
