"""Published schemas of exports, where they are on this machine; they are not part of the project.

`PEERGRAPH_TEST_CROSSREF` names the folder with crossref5.4.0.xsd and the files that it includes, as in Crossref's
repository of schemas; `PEERGRAPH_TEST_JATS` the folder of the JATS Archiving DTD 1.2, with MathML 3 or without.
"""

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_ETREE: Final[Any] = import_module("lxml.etree")
_CROSSREF: Final = "crossref5.4.0.xsd"
_JATS: Final = "JATS-archivearticle1*.dtd"


@cache
def crossref_schema() -> Any:
    """The deposit schema, whose imports by http are read from the folder too; None if it is not there. Takes 5 s."""
    folder = Path(os.environ.get("PEERGRAPH_TEST_CROSSREF", "/nonexistent"))
    if not (folder / _CROSSREF).is_file():
        return None
    files = {file.name: str(file) for file in sorted(folder.rglob("*.xsd"), key=lambda file: -len(file.parts))}

    class Local(_ETREE.Resolver):
        def resolve(self, url: str, _public: str | None, context: Any) -> Any:
            local = files.get(url.rsplit("/", 1)[-1])
            return None if Path(url).exists() or local is None else self.resolve_filename(local, context)

    parser = _ETREE.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    return _ETREE.XMLSchema(_ETREE.parse(str(folder / _CROSSREF), parser))


@cache
def jats_dtd() -> Any:
    """The DTD of JATS; None if it is not there."""
    file = next(Path(os.environ.get("PEERGRAPH_TEST_JATS", "/nonexistent")).glob(_JATS), None)
    return None if file is None else _ETREE.DTD(str(file))
