"""Source text that is run by `runPythonAsync`."""

from __future__ import annotations

from _contextvars import copy_context

import _jaspy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future, TimerHandle
    from collections.abc import Callable, Coroutine
    from typing import Any

    from jaspy._deadline import Deadline


class Waiting:
    """Stands for the value of code that has yet to wait for something."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self.coroutine = coroutine


class AsyncRun:
    """A run of source text, perhaps with waiting, and what it comes to.

    It may take so many seconds; `done` is a promise's settler, which is fulfilled once, when the
    run has ended.
    """

    _task: Future[None] | None = None
    _timer: TimerHandle | None = None
    _deadline: Deadline | None = None
    # Whether what is called first runs, and whether anything of it does or may do so later.
    _is_starting = False
    _is_over = False
    _value: Any = None
    _error: BaseException | None = None

    def __init__(self, done: Any, timeout: float | None) -> None:
        self._done = done
        self._timeout = timeout
        self._entry = 0

    def start(self, run: Callable[[], Any]) -> None:
        """Begin; `run` gives the value, or a `Waiting`."""
        self._entry = _jaspy.current_entry()
        if self._timeout is not None:
            self._start_timer(self._timeout)
        try:
            self._is_starting = True
            # As a task does; an entry that can be suspended has one of its own already.
            value = copy_context().run(run)
            self._is_starting = False
            if isinstance(value, Waiting):
                # Not needed by code that never waits, and slow to import.
                from jaspy._awaitable import start

                # The loop knows its tasks weakly.
                self._task = start(self._wait(value.coroutine))
                return
            self._value = value
        except BaseException as error:
            self._error = error
        # No call comes before this, for one could raise what a signal's handler does.
        self._is_over = True
        self._end()

    async def _wait(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        # As the loop, not needed before.
        from asyncio import current_task
        from asyncio import timeout as limit

        from jaspy._interrupt import interruptible

        # It may wait before whoever starts it has it.
        self._task = current_task()
        try:
            if self._timeout is None:
                self._value = await interruptible(coroutine)
            else:
                async with limit(self._timeout):
                    self._value = await interruptible(coroutine)
        except BaseException as error:
            # Whatever it is, it is for who started this: no callback of the loop ends by it.
            self._error = error
        finally:
            # No call comes before this, for one could raise what a signal's handler does.
            self._is_over = True
            self._end()

    def _start_timer(self, seconds: float) -> None:
        """Have a blocking wait end, which a task that is cancelled does not, and what runs."""
        from jaspy._deadline import Deadline
        from jaspy.webloop import running_loop

        self._deadline = Deadline(seconds, self._is_running)
        self._timer = running_loop().call_later(seconds, self._time_out)

    def _time_out(self) -> None:
        self._end_blocking_wait(TimeoutError())

    def _is_running(self) -> bool:
        from asyncio import current_task

        if self._is_over:
            return False
        if self._task is not None:
            return self._task is current_task()
        # While this one is suspended another entry runs.
        return self._is_starting and _jaspy.current_entry() == self._entry

    def _end(self) -> None:
        if self._deadline is not None:
            self._deadline.end()
            self._deadline = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._done.fulfil()

    def _end_blocking_wait(self, error: BaseException) -> bool:
        from jaspy._interrupt import end_blocking_wait

        return end_blocking_wait(self._task or self._entry, error)

    def cancel(self, reason: str) -> None:
        """Raise CancelledError where the code waits."""
        from asyncio import CancelledError

        if not self._end_blocking_wait(CancelledError(reason)) and self._task is not None:
            self._task.cancel(reason)

    def finish(self) -> Any:
        """Give the value, or raise what ended the code. There is nothing left then."""
        value, error = self._value, self._error
        self._value = self._error = self._task = None
        if error is None:
            return value
        try:
            raise error
        finally:
            # A traceback that holds this frame must not hold the exception by it.
            del error
