"""Source text that is run by `runPythonAsync`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Callable, Coroutine
    from typing import Any


class Waiting:
    """Stands for the value of code that has yet to wait for something."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self.coroutine = coroutine


class AsyncRun:
    """A run of source text, perhaps with waiting, and what it comes to.

    `run` gives the value, or a `Waiting`, which may take so many seconds; `done` is called once,
    when the run has ended.
    """

    _task: Future[None] | None = None
    _value: Any = None
    _error: BaseException | None = None

    def __init__(
        self, run: Callable[[], Any], done: Callable[[], None], timeout: float | None
    ) -> None:
        try:
            value = run()
        except BaseException as error:
            self._error = error
        else:
            if isinstance(value, Waiting):
                # Not needed by code that never waits, and slow to import.
                from jaspy._awaitable import start

                # The loop knows its tasks weakly.
                self._task = start(self._wait(value.coroutine, done, timeout))
                return
            self._value = value
        done()

    async def _wait(
        self,
        coroutine: Coroutine[Any, Any, Any],
        done: Callable[[], None],
        timeout: float | None,
    ) -> None:
        # As the loop, not needed before.
        from asyncio import timeout as limit

        from jaspy._interrupt import interruptible

        try:
            if timeout is None:
                self._value = await interruptible(coroutine)
            else:
                async with limit(timeout):
                    self._value = await interruptible(coroutine)
        except BaseException as error:
            # Whatever it is, it is for who started this: no callback of the loop ends by it.
            self._error = error
        finally:
            done()

    def cancel(self, reason: str) -> None:
        """Raise CancelledError where the code waits."""
        if self._task is not None:
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
