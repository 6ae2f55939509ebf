"""The `peergraph` command. Each module is one command; `cli` lists them."""

import sys

from errors import PeergraphError


def main() -> None:
    """Run the command. An error is printed as one sentence and ends with a non-zero status."""
    try:
        # The import reads the environment: an invalid setting is reported here as well.
        from commands.cli import cli  # noqa: PLC0415

        cli()
    except PeergraphError as error:
        print(f"peergraph: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
