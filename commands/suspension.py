"""`peergraph admin suspend`, `reinstate` and `delete`."""

from typing import Annotated

import typer

from commands.accounts import OPERATOR, Handle, key_of, on_account, report
from commands.admin import admin
from errors import BadInput
from graphdb import account_access, account_removal, security_event, timestamps
from graphdb.store import Store, Transaction


@admin.command()
def suspend(handle: Handle, reason: Annotated[str, typer.Option(help="Why, for the operator's records.")] = "") -> None:
    """Suspend an account: nobody can sign in to it or use its access tokens. Its reviews, comments and public
    collections stay visible. `reinstate` ends the suspension.

    Example: peergraph admin suspend mallory --reason spam
    """
    name = on_account("SUSPEND", handle, lambda store, key: _suspend(store, key, reason), reason)
    report(name, "is suspended and signed out everywhere")


@admin.command()
def reinstate(handle: Handle) -> None:
    """End the suspension of an account. Its access tokens are valid again; sessions have ended.

    Example: peergraph admin reinstate mallory
    """
    report(on_account("REINSTATE", handle, _reinstate), "can sign in again")


@admin.command()
def delete(
    handle: Handle,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Withdraw the reviews and delete the comments.")] = False,
    confirmed: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete an account for good: profile, access, collections, votes, reactions and saves. Its reviews and comments
    stay under the name "Deleted account", unless `--withdraw`. The handle is not free again.

    Example: peergraph admin delete mallory --withdraw
    """
    if not confirmed and not typer.confirm(f"Delete the account @{key_of(handle)} for good?"):
        raise BadInput("Nothing was deleted.")
    counts = on_account(
        "DELETE", handle, lambda store, key: _delete(store, key, withdraw), "withdraw" if withdraw else ""
    )
    written = f"{counts[0]} reviews are withdrawn, {counts[1]} comments are deleted"
    report(key_of(handle), f"is deleted: {written if withdraw else 'its reviews and comments stay'}")


async def _suspend(store: Store, key: str, reason: str) -> str | None:
    account = await account_access.suspend(store, key, timestamps.to_text(), reason or None)
    if account is None:
        return None
    person, handle = account

    async def work(transaction: Transaction) -> None:
        await account_access.end(transaction, person, tokens=False)
        await security_event.append(transaction, person, OPERATOR("SUSPENDED"))

    await store.transact(work)
    return handle


async def _reinstate(store: Store, key: str) -> str | None:
    account = await account_access.suspend(store, key, None, None)
    if account is None:
        return None
    await security_event.record(store, account[0], OPERATOR("REINSTATED"))
    return account[1]


async def _delete(store: Store, key: str, withdraw: bool) -> tuple[int, int] | None:
    person = await account_access.id_of(store, key)
    if person is None:
        return None
    counts = await account_removal.withdraw_all(store, person) if withdraw else (0, 0)
    return counts if await account_removal.delete(store, key) else None
