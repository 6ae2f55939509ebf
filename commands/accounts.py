"""What the commands of `peergraph admin` have in common: the store, handles, tables and reports."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Annotated, Any, Final, TypeVar

import typer
from rich.console import Console
from rich.table import Column, Table

from accounts import handles
from accounts.caller import Caller
from commands.audited import audited
from errors import BadInput
from graphdb.connect import open_store_beside
from graphdb.store import Store
from settings import Settings

Answer = TypeVar("Answer")

Handle = Annotated[str, typer.Argument(help="The handle of the account, with or without `@`.")]
#: An entry in the security log by the operator.
OPERATOR: Final = Caller(address="operator", agent="peergraph admin").event
_SCREEN: Final = Console()
#: Columns whose values are copied or searched for.
_WHOLE: Final = frozenset({"session", "token", "issuer", "event"})


def run(work: Callable[[Store], Awaitable[Answer]]) -> Answer:
    """Runs `work` on the store of the settings."""

    async def on_store() -> Answer:
        async with open_store_beside(Settings.read()) as store:
            return await work(store)

    return asyncio.run(on_store())


def key_of(handle: str) -> str:
    """The normalised handle."""
    return handles.key(handle.removeprefix("@"))


def on_account(
    action: str, handle: str, work: Callable[[Store, str], Coroutine[Any, Any, Answer | None]], details: str = ""
) -> Answer:
    """The result of `work`, which has the store and the normalised handle. The audit log has an entry with the action
    and its details. Raises BadInput if the result is None, because no account has the handle."""
    key = key_of(handle)
    answer = run(lambda store: audited(store, action, key, details, work(store, key)))
    if answer is None:
        raise BadInput(f"No account has the handle {handle!r}.")
    return answer


def report(name: str, message: str) -> None:
    """Prints what happened to the account with this handle."""
    _SCREEN.print(f"@{name} {message}", highlight=False, markup=False, soft_wrap=True)


def print_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table. On a narrow terminal all columns fold except options of other commands, and codes."""
    table = Table(*(Column(name, overflow="fold", no_wrap=name in _WHOLE) for name in names))
    for row in rows:
        table.add_row(*row)
    _SCREEN.print(table)
