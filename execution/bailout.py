"""Exceptions that end a fast run."""


class Unsupported(Exception):
    """An operation that graphql-core has to run; the message is the reason, as `/metrics` counts it."""


class Bailout(Exception):
    """A value that does not match its type. graphql-core then completes what was fetched and reports the errors."""
