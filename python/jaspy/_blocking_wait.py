"""One wait of an entry into Python that can be suspended."""

from __future__ import annotations

from asyncio import CancelledError, current_task
from asyncio.tasks import _enter_task, _leave_task
from functools import partial

import _jaspy

from jaspy._awaitable import start
from jaspy._interrupt import begin_wait, end_wait
from jaspy.webloop import running_loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future, Task
    from collections.abc import Awaitable
    from typing import Any


class Wait[T]:
    """Suspends an entry until an awaitable is done."""

    _interrupt: BaseException | None = None

    def __init__(self, entry: int, awaitable: Awaitable[T]) -> None:
        self._entry = entry
        self._future: Future[T] = _future_of(awaitable)
        self._is_ours = self._future is not awaitable

    def result(self) -> T:
        """Wait, and give what the awaitable comes to."""
        self._future.add_done_callback(self._wake)
        begin_wait(self._end, current_task() or self._entry)
        try:
            self._suspend()
        finally:
            end_wait(self._end)
            self._future.remove_done_callback(self._wake)
        try:
            if self._interrupt is None:
                return self._future.result()
            if self._is_ours:
                self._future.cancel()
            raise self._interrupt
        finally:
            # Both would hold the frames that hold this.
            del self._future
            self._interrupt = None

    def _suspend(self) -> None:
        loop = running_loop()
        # Others run meanwhile.
        loop.request_next()
        task = current_task(loop)
        if task is None:
            self._suspend_entry()
            return
        _leave_task(loop, task)
        # A task that runs is cancelled where it awaits next; but this one waits.
        task.cancel = partial(self._cancel, task)  # type: ignore[method-assign]
        try:
            self._suspend_entry()
        finally:
            del task.cancel
            _enter_task(loop, task)

    def _suspend_entry(self) -> None:
        while self._interrupt is None and not self._future.done():
            _jaspy.suspend(self._entry)

    def _cancel(self, task: Task[Any], msg: Any = None) -> bool:
        """Do what `task.cancel` does, for a task that waits here."""
        is_cancelled = type(task).cancel(task, msg)
        if is_cancelled:
            self._end(CancelledError() if msg is None else CancelledError(msg))
        return is_cancelled

    def _wake(self, _future: Future[T]) -> None:
        _jaspy.wake(self._entry)

    def _end(self, error: BaseException) -> None:
        self._interrupt = error
        _jaspy.wake(self._entry)


def _future_of[T](awaitable: Awaitable[T]) -> Future[T]:
    if not isinstance(awaitable, _jaspy.JsPromise):
        return start(awaitable)
    # What it waits for is a future, which needs no task around it.
    future: Future[T] = next(iter(awaitable.__await__()))
    future._asyncio_future_blocking = False
    return future
