"""Standard input: reading waits where JavaScript gives a promise of the next piece."""

from __future__ import annotations

import sys
from _io import BufferedReader, FileIO, TextIOWrapper

from jaspy import _javascript
from jaspy._run_sync import run_sync

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Buffer

_CHUNK = 8192


class Input(FileIO):
    """The device of standard input, whose C functions cannot wait."""

    def readinto(self, buffer: Buffer, /) -> int:
        """Read the next piece into `buffer`, or its beginning."""
        promise = _javascript.prepare_input()
        if promise is not None:
            run_sync(promise)
        return super().readinto(buffer) or 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to so many bytes, or all."""
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        return bytes(buffer[: self.readinto(buffer)])

    def readall(self) -> bytes:
        """Read to the end."""
        pieces = []
        while piece := self.read(_CHUNK):
            pieces.append(piece)
        return b"".join(pieces)


def install() -> None:
    """Take the place of the stream that the interpreter started with."""
    old = sys.stdin
    raw = Input(0, "rb", closefd=False)
    raw.name = "<stdin>"
    stream = TextIOWrapper(BufferedReader(raw), old.encoding, old.errors, newline="\n")
    stream.mode = "r"  # type: ignore[misc]
    sys.stdin = sys.__stdin__ = stream  # type: ignore[misc]
