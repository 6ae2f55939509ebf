"""Finds, creates or links the account of an issuer's identity. Accounts are linked by issuer and subject, never by
e-mail address, which other issuers may not verify, and only when the user asks for it."""

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from accounts import handles
from accounts.flow import NAMES
from accounts.issuer import Issuer
from accounts.new_user import new_user
from errors import Forbidden
from graphdb import author_claim, identity, timestamps, user
from graphdb.identity import Identity
from graphdb.store import Store, Transaction
from identifiers import orcid
from plaintext.names import visible_name

#: Rejects users whose account the operator has suspended.
SUSPENDED: Final = Forbidden("This account is suspended: ask the operator of this service.")
#: Handles that are tried for a new account.
_TRIES: Final = 30
_NAME: Final = 100


class _AlreadyLinked(Exception):
    """A concurrent request has linked the identity."""


def identity_of(issuer: Issuer, claims: Mapping[str, Any]) -> Identity:
    """The identity in the claims of an issuer."""
    orcid_id = claims.get(issuer.orcid_claim) if issuer.orcid_claim else None
    return Identity(issuer.issuer, str(claims["sub"]), orcid.parse(orcid_id) if isinstance(orcid_id, str) else None)


async def sign_in_account(
    store: Store, issuer: Issuer, claims: Mapping[str, Any], signed_in: str | None
) -> tuple[str, bool]:
    """The id of the account of the identity, created if the browser is not signed in, and whether it has a second
    factor. `signed_in`: the handle of the browser's user. Raises Forbidden."""
    external = identity_of(issuer, claims)
    account = await identity.account_of(store, external)
    if account is None and signed_in is not None:
        raise Forbidden(
            f"No account is linked to this identity at {issuer.label}, and you are signed in as @{signed_in}: link it"
            " in your settings, or sign out first."
        )
    if account is not None and account[3]:
        raise SUSPENDED
    person = account[0] if account else await _create_account(store, issuer, external, claims)
    return await _join(store, person, external), account is not None and account[4]


async def link_account(store: Store, issuer: Issuer, claims: Mapping[str, Any], person: str) -> str:
    """Links the identity to the account of `person`. Raises Forbidden if it is linked to another account."""
    external = identity_of(issuer, claims)
    if await _join(store, person, external) != person:
        raise Forbidden(
            f"This identity at {issuer.label} is linked to another account: sign in to that account with it, and remove"
            " it there first."
        )
    return person


async def _join(store: Store, person: str, external: Identity) -> str:
    at = timestamps.to_text()
    owner = await store.transact(lambda transaction: identity.join(transaction, person, external, at))
    if external.orcid is not None:
        await author_claim.update_claims(store, owner)
    return owner


async def _create_account(store: Store, issuer: Issuer, external: Identity, claims: Mapping[str, Any]) -> str:
    if not issuer.sign_up:
        raise Forbidden(
            f"No account is linked to this identity at {issuer.label}, and new accounts are not allowed for it."
        )
    at = timestamps.to_text()
    for handle in islice(handles.suggest(*(_claim(claims, name) for name in NAMES)), _TRIES):
        new = new_user(handle, (visible_name(_claim(claims, "name") or "") or handle)[:_NAME], _email(claims))

        async def work(transaction: Transaction, new: user.NewUser = new) -> str | None:
            if not await user.create(transaction, new):
                return None
            if await identity.join(transaction, new.id, external, at) != new.id:
                raise _AlreadyLinked
            return new.id

        try:
            if account := await store.transact(work):
                return account
        except _AlreadyLinked:
            return str((await identity.account_of(store, external) or [""])[0])
    raise Forbidden("No free handle was found for a new account: try again.")


def _claim(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _email(claims: Mapping[str, Any]) -> str | None:
    return _claim(claims, "email") if claims.get("email_verified") is True else None
