"""`{id:named}` in the path of a route: whatever people call a node, addresses and line breaks in it included.

Starlette's own `{id:path}` ends at a line break, which identifiers have that are pasted out of a PDF.
"""

from typing import Final

from starlette.convertors import Convertor, register_url_convertor


class _NameConvertor(Convertor[str]):
    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


#: What stands in a route's path.
ID: Final = "{id:named}"
register_url_convertor("named", _NameConvertor())
