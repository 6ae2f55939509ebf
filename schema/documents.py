"""The documents that clients send, read once."""

from typing import Final

from execution.documents import Documents
from schema.schema import MAX_TOKENS, SCHEMA

DOCUMENTS: Final = Documents(SCHEMA._schema, MAX_TOKENS)  # pyright: ignore[reportPrivateUsage]
