"""How long and how many what people write may be. The schema's descriptions are written from this, and `checking`
holds inputs to it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Length:
    """Of a text in characters, without white space at its ends; of a list in values."""

    least: int
    most: int
    unit: str = "characters"

    def __str__(self) -> str:
        span = f"at most {self.most:,}" if self.least == 0 else f"{self.least:,} to {self.most:,}"
        return f"{span} {self.unit}"


IDEMPOTENCY_KEY: Final = Length(1, 100)
