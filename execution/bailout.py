"""What ends a fast run."""


class Unsupported(Exception):
    """An operation that graphql-core has to run; the message is the reason, as `execution.metrics` counts it."""


class Bailout(Exception):
    """A value that is not what its type promises. graphql-core then completes what was fetched, and says what is
    wrong, and where."""
