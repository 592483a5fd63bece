"""What a JsException needs of Python: its tracebacks and its pickles."""

from __future__ import annotations

import sys
from types import TracebackType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

    from jaspy._bridge import JsException


def add_frames(traceback: TracebackType, frames: str) -> None:
    """Let a traceback end with the calls that JavaScript was in.

    `frames` has a line for each, the last call first: number of the line, file and name
    of the function, with tabs between.
    """
    last = traceback
    while last.tb_next is not None:
        last = last.tb_next
    rest: TracebackType | None = None
    for line in frames.splitlines():
        number, file, name = line.split("\t", 2)
        # Without an instruction the traceback shows no columns.
        rest = TracebackType(rest, _frame(name, file, int(number)), -1, int(number))
    last.tb_next = rest


def _frame(name: str, file: str, line: int) -> FrameType:
    code = compile("frame = current()", file, "exec").replace(
        co_name=name, co_qualname=name, co_firstlineno=line
    )
    # What the frame says of the module that it is in.
    namespace = {"__name__": "javascript", "current": sys._getframe}
    exec(code, namespace)
    del namespace["current"]
    frame: FrameType = namespace.pop("frame")  # type: ignore[assignment]
    return frame


def restore(name: str, message: str, stack: str | None) -> JsException:
    """Make a JsException from what its pickle keeps; on any Python."""
    try:
        from _jaspy import make_error
    except ModuleNotFoundError:
        from jaspy._absent import JsException

        return JsException(name, message, stack)  # type: ignore[return-value]
    return make_error(name, message, stack)
