"""Python's event loop on that of JavaScript, which always runs.

Each callback of the loop is a task of the JavaScript engine, so that Python and
JavaScript take turns.
"""

from __future__ import annotations

import asyncio
from asyncio import Handle, TimerHandle
from asyncio.base_events import BaseEventLoop
from functools import cache
from itertools import count

from jaspy import _javascript

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Awaitable, Callable, Generator
    from contextvars import Context
    from typing import Any, NoReturn, TypeVarTuple

    from jaspy._bridge import JsProxy

    Ts = TypeVarTuple("Ts")

_ALWAYS_RUNNING = "JavaScript's event loop always runs"


class WebLoop(BaseEventLoop):
    """The event loop of `asyncio` on that of JavaScript."""

    def __init__(self) -> None:
        self._numbers = count()
        # What JavaScript is to call back, by the numbers that it knows.
        self._due: dict[int, Handle] = {}
        self._unsettled: dict[int, Future[Any]] = {}
        # It calls methods of its own already.
        super().__init__()

    def is_running(self) -> bool:
        """Tell that the loop runs."""
        return True

    def run_forever(self) -> NoReturn:
        """Refuse: it does so anyway."""
        raise RuntimeError(_ALWAYS_RUNNING)

    def run_until_complete(self, future: Awaitable[Any]) -> Future[Any]:  # type: ignore[override]
        """Start `future` and give its task, which nothing here can wait for."""
        return asyncio.ensure_future(future, loop=self)

    def stop(self) -> NoReturn:
        """Refuse: JavaScript goes on."""
        raise RuntimeError(f"the loop cannot be stopped: {_ALWAYS_RUNNING}")

    def call_soon_threadsafe(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> Handle:
        """Call `callback` soon; there are no other threads."""
        return self.call_soon(callback, *args, context=context)

    def _call_soon(
        self, callback: Callable[..., object], args: tuple[Any, ...], context: Context | None
    ) -> Handle:
        handle = Handle(callback, args, self, context)
        self._schedule(handle, 0)
        return handle

    def call_at(
        self,
        when: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> TimerHandle:
        """Call `callback` at a time of the loop's own clock."""
        handle = Timer(when, callback, args, self, context)
        # JavaScript counts milliseconds.
        handle.number = self._schedule(handle, max(0.0, (when - self.time()) * 1000))
        return handle

    def cancel_timer(self, number: int) -> None:
        """Let JavaScript forget a timer."""
        if self._due.pop(number, None) is not None:
            _javascript.cancel(number)

    def _schedule(self, handle: Handle, milliseconds: float) -> int:
        number = next(self._numbers)
        self._due[number] = handle
        _javascript.schedule(number, milliseconds)
        return number

    def run_scheduled(self, number: int) -> None:
        """Run what JavaScript was asked to call back."""
        handle = self._due.pop(number, None)
        if handle is None or handle.cancelled():
            return
        try:
            handle._run()
        except (SystemExit, KeyboardInterrupt) as error:
            # Nobody is there whom they could end.
            message = f"{type(error).__name__} in a callback of the event loop"
            self.call_exception_handler({"message": message, "exception": error, "handle": handle})

    def future_of(self, promise: JsProxy) -> Future[Any]:
        """Give a future that is done when a promise is settled."""
        future = self.create_future()
        number = next(self._numbers)
        self._unsettled[number] = future
        _javascript.watch(promise, number)
        return future

    def settle(self, number: int, outcome: Callable[[], Any]) -> None:
        """End the future of a promise; `outcome` gives the value, or throws the reason."""
        future = self._unsettled.pop(number, None)
        if future is None or future.done():
            return
        try:
            value = outcome()
        except BaseException as reason:
            future.set_exception(reason)
        else:
            future.set_result(value)

    def forget(self, number: int) -> None:
        """Drop the future of a promise that was collected before it was settled."""
        self._unsettled.pop(number, None)


class Timer(TimerHandle):
    """A callback that JavaScript knows by a number, so that it can be cancelled there."""

    __slots__ = ("number",)

    _loop: WebLoop
    number: int

    def cancel(self) -> None:
        """Take the callback back."""
        self._loop.cancel_timer(self.number)
        super().cancel()


@cache
def running_loop() -> WebLoop:
    """Give the one loop there is, which the first call makes."""
    loop = WebLoop()
    asyncio.set_event_loop(loop)
    # For good: whatever runs here runs in a turn of the loop.
    asyncio._set_running_loop(loop)
    return loop


def wait_for_promise(promise: JsProxy) -> Generator[Any, None, Any]:
    """Do what `await promise` does."""
    return running_loop().future_of(promise).__await__()
