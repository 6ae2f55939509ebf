"""Renderings that were made before, as long as there is room: the same text is shown to many readers."""

import hashlib
import threading
from collections import OrderedDict
from typing import Final

from markup.rendering import rendered

#: Characters of HTML that are kept, of all texts together.
ROOM: Final = 16_000_000


class Renderings:
    """Renderings by what their text hashes to; the one that was wanted longest ago goes first. Threads may share it."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._made: OrderedDict[bytes, str] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def known(self, text: str) -> str | None:
        """The rendering of the text, None where it is not kept."""
        key = _key(text)
        with self._lock:
            found = self._made.get(key)
            if found is not None:
                self._made.move_to_end(key)
            return found

    def of(self, text: str) -> str:
        """The rendering of the text, made where it is not kept: some milliseconds of a long one."""
        found = self.known(text)
        if found is None:
            found = rendered(text)
            self._keep(_key(text), found)
        return found

    def _keep(self, key: bytes, made: str) -> None:
        with self._lock:
            if key not in self._made:
                self._made[key] = made
                self.size += len(made)
            while self.size > self._room:
                _, oldest = self._made.popitem(last=False)
                self.size -= len(oldest)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


#: What this process keeps.
RENDERINGS: Final = Renderings()
