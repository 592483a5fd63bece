"""Standard output and standard error: each line is one write, and nothing stays behind."""

from __future__ import annotations

import sys
from _io import TextIOWrapper

from jaspy import _javascript


class Output(TextIOWrapper):
    """A text stream that asks JavaScript to flush it before control is back there.

    CPython's own either writes each piece of a line by itself, or keeps what has no end.
    """

    # As CPython's own streams have it.
    mode = "w"
    _is_waiting = False

    def write(self, text: str, /) -> int:
        """Write text; what comes after the last end of a line waits for the flush."""
        if not self._is_waiting:
            _javascript.flush_soon()
            # After the call: where that failed, the next write asks again.
            self._is_waiting = True
        return super().write(text)

    def flush(self) -> None:
        """Write what waits."""
        self._is_waiting = False
        super().flush()


_outputs: list[Output] = []


def install() -> None:
    """Take the place of the streams that the interpreter started with."""
    for name in ("stdout", "stderr"):
        old: TextIOWrapper = getattr(sys, name)
        encoding, errors = old.encoding, old.errors
        stream = Output(
            old.detach(),
            encoding,
            errors,
            newline="\n",
            line_buffering=True,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
        _outputs.append(stream)


def flush() -> None:
    """Write what waits in either stream, also where the other one fails."""
    try:
        _outputs[0].flush()
    finally:
        _outputs[1].flush()
