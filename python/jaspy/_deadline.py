"""The end of the time that a run of source text may take, for code that does not wait.

Code that waits is cancelled by the event loop. Code that runs is told by a signal, which
JavaScript sends when CPython asks for any.
"""

from __future__ import annotations

import signal
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

# One that has no use here; `js/src/interrupt.ts` knows the number.
_SIGNAL = signal.SIGVTALRM

_deadlines: list[Deadline] = []
# What the program had for the signal.
_former: Any = None


class Deadline:
    """Raises TimeoutError, once, in code that runs when so many seconds have passed.

    `is_running` tells whether what runs is the code that it is for.
    """

    def __init__(self, seconds: float, is_running: Callable[[], bool]) -> None:
        global _former  # noqa: PLW0603 -- one signal serves all.
        self._is_running = is_running
        self._when = time.monotonic() + seconds
        if not _deadlines:
            _former = signal.signal(_SIGNAL, _ring)
        _deadlines.append(self)

    def end(self) -> None:
        """Raise nothing any more; again: no effect."""
        if self not in _deadlines:
            return
        _deadlines.remove(self)
        if not _deadlines:
            signal.signal(_SIGNAL, _former)

    def is_hit(self) -> bool:
        """Tell whether the code runs though its time is over."""
        return time.monotonic() >= self._when and self._is_running()


def _ring(_number: int, _frame: FrameType | None) -> None:
    for deadline in _deadlines:
        if deadline.is_hit():
            deadline.end()
            raise TimeoutError
