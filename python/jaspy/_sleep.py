"""What `time.sleep` does where the engine's thread must not be kept, or may be interrupted."""

from __future__ import annotations

import math
import operator
import time

import _jaspy

from jaspy import _javascript
from jaspy._run_sync import can_run_sync, run_sync

# What CPython counts time in.
_MOST_NANOSECONDS = 2**63 - 1

# Whoever presses a key sees an effect within 100 ms.
_SLICE = 0.04


def sleep(seconds: float) -> None:
    """Wait so long; where that is possible, others run meanwhile."""
    seconds = _checked(seconds)
    if can_run_sync():
        # Not needed where nothing can wait.
        import asyncio

        run_sync(asyncio.sleep(seconds))
        return
    deadline = time.monotonic() + seconds
    while True:
        _jaspy.check_signals()
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            return
        _javascript.block(min(remaining, _SLICE) * 1000)


def _checked(seconds: object) -> float:
    """Refuse what `time.sleep` does, with its words."""
    if isinstance(seconds, float):
        if math.isnan(seconds):
            raise ValueError("Invalid value NaN (not a number)")
        checked = seconds
    else:
        checked = operator.index(seconds)  # type: ignore[arg-type]
    if checked < 0:
        raise ValueError("sleep length must be non-negative")
    if checked * 10**9 > _MOST_NANOSECONDS:
        raise OverflowError("timestamp out of range for platform time_t")
    return checked
