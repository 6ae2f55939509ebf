"""Confirms the e-mail address of a user by a link that is sent to it. Only a confirmed address receives links to set a
new password; the link works only while its user is signed in, so that a mistyped address gives nobody access."""

from collections.abc import Sequence
from typing import Final

from accounts import login_throttle, one_time_links, secret
from accounts.caller import Caller
from accounts.mail import Mail, Mailer
from accounts.one_time_links import CONFIRM_EMAIL
from errors import Forbidden
from graphdb import one_time_link, security_event, timestamps
from graphdb.store import Store, Transaction

_TEXT: Final = """\
The account @{handle} at {address} has this address.

Open this link within an hour, in a browser in which you are signed in, to confirm it:

{address}{path}

If it is not your account, ignore this message.
"""


class EmailConfirmations:
    """Confirmations of addresses. `mailer` and `address`, the public address of the service, are None where no mail can
    be sent."""

    def __init__(self, store: Store, mailer: Mailer | None, address: str | None) -> None:
        self._store = store
        self._mailer = mailer
        self._address = address

    async def request(self, person: str, handle: str, email: str) -> None:
        """Sends a link to the address of a user. Raises RateLimited, Overloaded, Forbidden."""
        if self._mailer is None or self._address is None:
            raise Forbidden("This service sends no mail, so that it cannot confirm addresses.")
        address = self._address
        await login_throttle.count_attempt(self._store, login_throttle.mails(person))

        async def job() -> Sequence[Mail]:
            path = await one_time_links.create(self._store, person, CONFIRM_EMAIL, email)
            text = _TEXT.format(handle=handle, address=address, path=path)
            return [Mail(email, "Confirm your address for Peergraph", text)]

        self._mailer.begin(job)

    async def confirm(self, caller: Caller, person: str, token: str) -> bool:
        """Marks the address as confirmed; False if the link is expired, was used, or is of another user or address."""

        async def work(transaction: Transaction) -> bool:
            at = timestamps.to_text()
            email = await one_time_link.consume(transaction, person, secret.digest(token), CONFIRM_EMAIL, at)
            if not email or not await one_time_link.confirm_email(transaction, person, email):
                return False
            await security_event.append(transaction, person, caller.event("EMAIL_CONFIRMED"))
            return True

        return await self._store.transact(work)
