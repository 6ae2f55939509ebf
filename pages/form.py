"""What a form of a page sends: names and values, in the order in which they stand on it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

#: Fields that one form may have: the longest has thirty points with three each.
MAX_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Form:
    """The pairs of a form."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, body: bytes) -> "Form":
        """From the body of a POST. Raises ValueError for one that is no form."""
        text = body.decode("utf-8")
        return cls(tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS)))

    def get(self, name: str, otherwise: str = "") -> str:
        """The first value of a field, without white space at its ends."""
        return next((value.strip() for key, value in self.pairs if key == name), otherwise)

    def all(self, name: str) -> list[str]:
        """All values of a field."""
        return [value for key, value in self.pairs if key == name]
