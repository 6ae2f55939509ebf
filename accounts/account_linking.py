"""Whose account an issuer's person has: the one that was joined to issuer and subject, and never one of the same
e-mail address, which anybody can claim somewhere."""

from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from accounts import handles
from accounts.flow import NAMES
from accounts.issuer import Issuer
from accounts.newcomer import newcomer
from errors import Forbidden
from graphdb import author_claim, identity, timestamps, user
from graphdb.identity import Identity
from graphdb.store import Store, Transaction
from identifiers import orcid

#: How many handles are tried for somebody who comes first.
_TRIES: Final = 30
_NAME: Final = 100


class _AlreadyLinked(Exception):
    """Another request was faster: its account is the one."""


def identified(issuer: Issuer, claims: Mapping[str, Any]) -> Identity:
    """Who the claims of an issuer speak of."""
    said = claims.get(issuer.orcid_claim) if issuer.orcid_claim else None
    return Identity(issuer.issuer, str(claims["sub"]), orcid.parse(said) if isinstance(said, str) else None)


async def link_account(store: Store, issuer: Issuer, claims: Mapping[str, Any], signed_in: str | None) -> str:
    """The id of whose account it is. Somebody new gets one, or the account of who is signed in gets another way in.
    Raises Forbidden."""
    who = identified(issuer, claims)
    found = await identity.account_of(store, who)
    person = found[0] if found else signed_in or await _created(store, issuer, who, claims)
    at = timestamps.written()
    owner = await store.transact(lambda transaction: identity.join(transaction, person, who, at))
    if who.orcid is not None:
        await author_claim.keep(store, owner)
    return owner


async def _created(store: Store, issuer: Issuer, who: Identity, claims: Mapping[str, Any]) -> str:
    if not issuer.sign_up:
        raise Forbidden(f"Nobody here is known as this person of {issuer.label}, and no accounts are made for it.")
    at = timestamps.written()
    for handle in islice(handles.suggested(*(_claim(claims, name) for name in NAMES)), _TRIES):
        new = newcomer(handle, (_claim(claims, "name") or handle)[:_NAME], _email(claims))

        async def work(transaction: Transaction, new: user.NewUser = new) -> str | None:
            if not await user.create(transaction, new):
                return None
            if await identity.join(transaction, new.id, who, at) != new.id:
                raise _AlreadyLinked
            return new.id

        try:
            if made := await store.transact(work):
                return made
        except _AlreadyLinked:
            return str((await identity.account_of(store, who) or [""])[0])
    raise Forbidden("No handle was free for a new account: try again.")


def _claim(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _email(claims: Mapping[str, Any]) -> str | None:
    return _claim(claims, "email") if claims.get("email_verified") is True else None
