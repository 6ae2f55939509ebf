"""The names and values of a submitted form, in the order of its fields."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

#: Largest number of fields: the longest form has thirty points with three fields each.
MAX_FIELDS = 200


@dataclass(frozen=True, slots=True)
class Form:
    """The name-value pairs of a form."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, body: bytes) -> "Form":
        """Parse the body of a POST. Raises ValueError if it is not a form."""
        text = body.decode("utf-8")
        return cls(tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS)))

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field, stripped of white space."""
        return next((value.strip() for key, value in self.pairs if key == name), default)

    def all(self, name: str) -> list[str]:
        """All values of a field."""
        return [value for key, value in self.pairs if key == name]
