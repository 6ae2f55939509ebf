"""`{id:named}` in the path of a route: any form of an id, also with slashes and line breaks.

Starlette's `{id:path}` ends at a line break, which identifiers pasted from a PDF contain.
"""

from typing import Final

from starlette.convertors import Convertor, register_url_convertor


class _NameConvertor(Convertor[str]):
    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


#: The parameter in a route's path.
ID: Final = "{id:named}"
register_url_convertor("named", _NameConvertor())
