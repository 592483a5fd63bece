"""What a signal ends that arrives while Python waits.

Python that runs is interrupted by CPython itself. Python that waits has no code
that runs: there the last wait that has begun raises what the signal's handler did.
"""

from __future__ import annotations

import asyncio

import _jaspy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

# How each wait is ended that can be, in the order in which they have begun; of one that blocks,
# what does: a task, or else an entry.
_waits: dict[Callable[[BaseException], None], object] = {}


def begin_wait(end: Callable[[BaseException], None], blocked: object = None) -> None:
    """Have `end` called with what a signal's handler raises."""
    _waits[end] = blocked


def end_wait(end: Callable[[BaseException], None]) -> None:
    """Undo `begin_wait`."""
    del _waits[end]


def end_blocking_wait(blocked: object, error: BaseException) -> bool:
    """Raise `error` where a task or an entry blocks, and tell whether it does."""
    for end, other in _waits.items():
        if other is not None and other == blocked:
            end(error)
            return True
    return False


def interrupt() -> None:
    """Run the handlers of signals that have arrived, for whoever waits.

    Where nobody does, the signals are for the next code that runs.
    """
    if not _waits:
        return
    try:
        _jaspy.check_signals()
    except BaseException as error:
        # As it came from the handler.
        traceback = error.__traceback__
        end = next(reversed(_waits))
        end(error.with_traceback(traceback and traceback.tb_next))


async def interruptible[T](awaitable: Awaitable[T]) -> T:
    """Await in the current task, which a signal ends."""
    task = asyncio.current_task()
    assert task is not None  # whoever awaits this is one
    raised: BaseException | None = None

    def end(error: BaseException) -> None:
        nonlocal raised
        waiter: asyncio.Future[Any] | None = task._fut_waiter  # type: ignore[attr-defined]
        # A future of its own raises where the task waits. Others do not take an exception, or have
        # parts that only cancelling ends.
        if type(waiter) is asyncio.Future and not waiter.done():
            waiter.set_exception(error)
        else:
            raised = error
            task.cancel()

    begin_wait(end)
    try:
        return await awaitable
    except asyncio.CancelledError:
        if raised is None:
            raise
        task.uncancel()
        raise raised from None
    finally:
        end_wait(end)
