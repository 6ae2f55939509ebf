"""The checks of `peergraph doctor`. Each has a result of one sentence."""

import asyncio
import shutil
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Final

import httpx

from accounts.provider import WELL_KNOWN
from citations import files
from citations.files import Damaged
from errors import PeergraphError
from graphdb import adjacency
from graphdb.connect import open_unprepared
from graphdb.diagnosis import Diagnosis, diagnose
from graphdb.embedded.folder import Folder
from graphdb.migrations import VERSION
from graphdb.store import Store
from pages.assets import NotBuilt, assets
from pages.freshness import OUTDATED, is_outdated
from settings import Settings

#: Multiple of the reserve below which the check of a disk warns.
FEW_RESERVES: Final = 5
#: Seconds by which clocks can differ: codes of second factors change every 30 s, and tokens tolerate as much.
CLOCK_SECONDS: Final = 5.0
#: Seconds in which a service or an issuer must answer.
SECONDS: Final = 5.0


class Status(StrEnum):
    """`warning`: works now, and needs attention."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one check."""

    check: str
    status: Status
    message: str


async def results(settings: Settings, service: str | None) -> AsyncGenerator[Result]:
    """Runs all checks in their order. `service`: the address of a service to check, None for none."""
    yield _versions()
    yield _assets()
    yield folder("data", settings.data, "PEERGRAPH_DATA", settings.disk_reserve)
    yield folder("index", settings.index_folder, "PEERGRAPH_INDEX", settings.disk_reserve)
    if settings.neo4j_uri is None and not Folder(settings.data).graph.exists():
        yield Result("neo4j", Status.WARNING, "There is no graph yet: the first start of the service creates it.")
    else:
        try:
            async with open_unprepared(settings) as store:
                every = await _store(settings, store)
            for result in every:
                yield result
        except PeergraphError as error:
            yield Result("neo4j", Status.FAILED, str(error))
    async with httpx.AsyncClient(timeout=SECONDS) as client:
        for issuer in settings.issuers:
            yield await _answers(client, f"issuer {issuer.name}", f"{issuer.issuer.rstrip('/')}{WELL_KNOWN}")
        if service is not None:
            yield await _answers(client, "service", f"{service.rstrip('/')}/health/ready")


def _versions() -> Result:
    python = ".".join(map(str, sys.version_info[:3]))
    return Result("versions", Status.OK, f"Peergraph {version('peergraph')} runs on Python {python}.")


def _assets() -> Result:
    try:
        number = len(assets())
    except NotBuilt as error:
        return Result("pages", Status.FAILED, str(error))
    if is_outdated():
        return Result("pages", Status.WARNING, OUTDATED)
    return Result("pages", Status.OK, f"{number} files of the pages are built.")


def folder(check: str, path: Path, variable: str, reserve: int) -> Result:
    """Whether the folder, or the nearest existing one above, can be written and has more space than the reserve."""
    path = path.expanduser().absolute()
    existing = next(each for each in (path, *path.parents) if each.exists())
    if not existing.is_dir() or not _can_write(existing):
        message = f"{path} cannot be written: change its owner, or set {variable} to another folder."
        return Result(check, Status.FAILED, message)
    free = shutil.disk_usage(existing).free
    message = f"The disk of {path} has {free / 1e9:,.1f} GB free"
    if free < reserve:
        reason = (
            f"which is less than PEERGRAPH_DISK_RESERVE ({reserve / 1e9:,.1f} GB): changes are refused, free space."
        )
        return Result(check, Status.FAILED, f"{message}, {reason}")
    if free < FEW_RESERVES * reserve:
        return Result(check, Status.WARNING, f"{message}: free space soon.")
    return Result(check, Status.OK, f"{message}.")


def _can_write(folder: Path) -> bool:
    probe = folder / ".peergraph-doctor"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


async def _store(settings: Settings, store: Store) -> list[Result]:
    state = await diagnose(store)
    where = settings.neo4j_uri or f"on {settings.data}"
    neo4j = Result("neo4j", Status.OK, f"Neo4j {state.neo4j} ({state.edition}) {where} answers.")
    return [neo4j, clock(state), _migrations(state), _indexes(state), await _citation_index(settings, store)]


def clock(state: Diagnosis) -> Result:
    """Whether the clock of Neo4j is near that of this machine."""
    difference = abs(state.clock_ahead)
    if difference <= CLOCK_SECONDS:
        return Result("clock", Status.OK, f"The clocks of Neo4j and of this machine differ by {difference:.1f} s.")
    message = f"The clock of Neo4j differs from that of this machine by {difference:.0f} s: synchronise both (NTP)."
    return Result("clock", Status.FAILED, message)


def _migrations(state: Diagnosis) -> Result:
    if state.is_newer:
        message = f"The graph is of version {state.version}, this program knows {VERSION}: update the program."
        return Result("migrations", Status.FAILED, message)
    if state.version is None:
        return Result("migrations", Status.WARNING, "The graph is new: the first start of the service prepares it.")
    if state.due:
        numbers = ", ".join(map(str, state.due))
        message = f"The next start runs the migrations {numbers}: make a backup first."
        return Result("migrations", Status.WARNING, message)
    return Result("migrations", Status.OK, f"The graph is of version {state.version}, which is the current one.")


def _indexes(state: Diagnosis) -> Result:
    if state.failed_indexes:
        message = f"Neo4j cannot populate {', '.join(state.failed_indexes)}: its log has the reason."
        return Result("indexes", Status.FAILED, message)
    if state.missing_indexes:
        message = f"The next start creates {len(state.missing_indexes)} missing indexes."
        return Result("indexes", Status.WARNING, message)
    if state.populating_indexes:
        return Result("indexes", Status.WARNING, f"Neo4j populates {', '.join(state.populating_indexes)}.")
    return Result("indexes", Status.OK, "All indexes and constraints are online.")


async def _citation_index(settings: Settings, store: Store) -> Result:
    check = "citation index"
    try:
        stored = await asyncio.to_thread(files.stamp_of, settings.index_folder)
    except Damaged as error:
        return Result(check, Status.WARNING, str(error))
    if stored is None:
        return Result(check, Status.WARNING, "There is no citation index: a service builds it when it runs.")
    if stored != await adjacency.stamp(store):
        return Result(check, Status.WARNING, "The citation index is out of date: a service rebuilds it when it runs.")
    return Result(check, Status.OK, "The citation index is that of the graph.")


async def _answers(client: httpx.AsyncClient, check: str, address: str) -> Result:
    try:
        response = await client.get(address)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Result(check, Status.FAILED, f"{address} cannot be reached ({error or type(error).__name__}).")
    if not response.is_success:
        return Result(check, Status.FAILED, f"{address} answers {response.status_code}: {response.text.strip()[:200]}")
    return Result(check, Status.OK, f"{address} answers.")
