"""Re-authentication before changes of how an account is accessed, so that a session alone cannot take it over."""

from accounts.accounts import FRESH_MINUTES, Accounts
from loaders.viewer import Viewer
from resolvers.input_limits import PASSWORD
from resolvers.validation import Problem, Refused

_WHERE = ("currentPassword",)


async def reauthenticate(accounts: Accounts, viewer: Viewer, password: str | None) -> None:
    """Checks the current password, or without one that the session's credentials were checked recently. Raises Refused,
    RateLimited."""
    current = password[: PASSWORD.most + 1] if password else None
    checked = await accounts.reauthenticate(viewer.id, viewer.session or "", current)
    if checked:
        return
    if checked is None:
        message = f"Sign in again first: you signed in more than {FRESH_MINUTES} minutes ago."
        raise Refused(Problem(_WHERE, "REAUTHENTICATION_REQUIRED", message))
    if current is None:
        raise Refused(Problem(_WHERE, "REAUTHENTICATION_REQUIRED", "Enter your current password."))
    raise Refused(Problem(_WHERE, "WRONG_CREDENTIALS", "This is not the current password."))
