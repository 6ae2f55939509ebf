"""A new password by a link, which the operator creates or which is sent to the confirmed address of a user.

A request for mail is answered in the same way, and in the same time, whether there is such an account or not: the
account is looked up after the answer. Source: OWASP, Forgot Password Cheat Sheet.
"""

from collections.abc import Sequence
from typing import Final

from accounts import handles, login_throttle, one_time_links, secret
from accounts.caller import Caller
from accounts.mail import Mail, Mailer
from accounts.one_time_links import RESET_PASSWORD
from accounts.passwords import Passwords
from errors import Forbidden, RateLimited
from graphdb import account_access, one_time_link, security_event, timestamps, user
from graphdb.store import Store, Transaction

_TEXT: Final = """\
Somebody asked for a new password of the account @{handle} at {address}.

Open this link within an hour to choose one. It works once:

{address}{path}

If it was not you, ignore this message: the password has not changed.
"""


class PasswordResets:
    """Resets of passwords. `mailer` and `address`, the public address of the service, are None where links cannot be
    requested by mail."""

    def __init__(self, store: Store, passwords: Passwords, mailer: Mailer | None, address: str | None) -> None:
        self._store = store
        self._passwords = passwords
        self._mailer = mailer
        self._address = address

    @property
    def by_mail(self) -> bool:
        """Whether links can be requested by mail."""
        return self._mailer is not None and self._address is not None

    async def request(self, caller: Caller, account: str) -> None:
        """Sends a link to the confirmed address of an account, by its handle or that address, if there is one. Raises
        RateLimited, Overloaded, Forbidden."""
        if self._mailer is None or self._address is None:
            raise Forbidden("This service sends no mail: ask its operator for a link to set a new password.")
        if caller.foreign:
            raise Forbidden("Requests of another origin cannot ask for links: use the pages of this service.")
        account, mailer, address = account.strip().removeprefix("@").lower(), self._mailer, self._address
        await login_throttle.count_attempt(self._store, login_throttle.resets(account, caller.address))

        async def job() -> Sequence[Mail]:
            return await self._mails(caller, account, address)

        mailer.begin(job)

    async def owner(self, caller: Caller, token: str) -> str | None:
        """The id of the user whose password the link with this token sets; None if it is expired or was used. Raises
        RateLimited."""
        counters = login_throttle.by_link(caller.address)
        await login_throttle.count_attempt(self._store, counters)
        person = await one_time_link.owner(self._store, secret.digest(token), RESET_PASSWORD, timestamps.to_text())
        if person is not None:
            await login_throttle.forgive_attempt(self._store, counters)
        return person

    async def complete(self, caller: Caller, person: str, token: str, password: str) -> bool:
        """Sets the password by a link of the user, and ends sessions, access tokens, known browsers and other links.
        False if the link is expired or was used. A second factor remains."""
        hashed = await self._passwords.hash(password)

        async def work(transaction: Transaction) -> bool:
            at = timestamps.to_text()
            if await one_time_link.consume(transaction, person, secret.digest(token), RESET_PASSWORD, at) is None:
                return False
            await user.set_password(transaction, person, hashed)
            await account_access.end(transaction, person)
            await security_event.append(transaction, person, caller.event("PASSWORD_RESET_BY_LINK"))
            return True

        return await self._store.transact(work)

    async def _mails(self, caller: Caller, account: str, address: str) -> list[Mail]:
        """The messages for an account; none if it has no confirmed address or had many messages lately."""
        mails = list[Mail]()
        for recipient in await one_time_link.recipients(self._store, handles.key(account), account):
            try:
                await login_throttle.count_attempt(self._store, login_throttle.mails(recipient.id))
            except RateLimited:
                continue
            path = await one_time_links.create(self._store, recipient.id, RESET_PASSWORD, recipient.email)
            await security_event.record(self._store, recipient.id, caller.event("RESET_LINK_CREATED"))
            text = _TEXT.format(handle=recipient.handle, address=address, path=path)
            mails.append(Mail(recipient.email, "A new password for your Peergraph account", text))
        return mails
