"""The `peergraph` command. Each module is one of its commands, with an example in its help; `cli` lists them."""

import sys

from errors import PeergraphError


def main() -> None:
    """What is wrong is said in one sentence, with a status that scripts can see."""
    try:
        # What is imported reads the environment: a setting that cannot be used is told here as well.
        from commands.cli import cli  # noqa: PLC0415

        cli()
    except PeergraphError as error:
        print(f"peergraph: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
