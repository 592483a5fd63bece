"""Python's event loop on that of JavaScript, which always runs.

A turn of the loop is a task of the JavaScript engine (a "macrotask"): it runs what was
ready when it began, in order, as CPython's own loops do. What becomes ready meanwhile
waits for the next turn, so that Python and JavaScript take turns.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from asyncio.base_events import BaseEventLoop
from asyncio.format_helpers import _format_callback_source
from asyncio.log import logger
from contextvars import copy_context
from functools import cache
from heapq import heapify, heappop
from math import inf

from jaspy import _javascript
from jaspy._loop_refusals import RefusedOperations
from jaspy._run_sync import can_run_sync, run_sync

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future, Handle, TimerHandle
    from collections import deque
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Executor
    from contextvars import Context
    from typing import Any, NoReturn, TypeVarTuple

    Ts = TypeVarTuple("Ts")

__all__ = ["WebLoop", "running_loop"]

_ALWAYS_RUNNING = "JavaScript's event loop always runs"
# Of so many timers, more than half may be cancelled ones before they are sorted out.
_MANY_TIMERS = 100


class WebLoop(RefusedOperations, BaseEventLoop):
    """The event loop of `asyncio` on that of JavaScript.

    It runs from the start and cannot be stopped or closed. What needs sockets, processes
    or signals raises NotImplementedError.
    """

    if TYPE_CHECKING:
        # What the base class has besides its interface.
        _ready: deque[Any]
        _scheduled: list[Any]
        _timer_cancelled_count: int
        _clock_resolution: float
        _current_handle: Handle | None
        _debug: bool
        _closed: bool
        _asyncgens_shutdown_called: bool
        _thread_id: int
        _check_callback: Callable[[object, str], None]
        _asyncgen_firstiter_hook: Callable[[Any], None]
        _asyncgen_finalizer_hook: Callable[[Any], None]

    def __init__(self) -> None:
        # Whether JavaScript has been asked for a turn that has not begun.
        self._is_due = False
        # When JavaScript's timer goes off, by the loop's clock.
        self._alarm = inf
        # It calls methods of its own already.
        super().__init__()
        self._thread_id = threading.get_ident()

    def is_running(self) -> bool:
        """Tell that the loop runs."""
        return True

    def run_forever(self) -> NoReturn:
        """Refuse: it does so anyway."""
        raise RuntimeError(_ALWAYS_RUNNING)

    def run_until_complete(self, future: Awaitable[Any]) -> Any:
        """Start `future`, and wait for its result; where nothing can wait, give its task."""
        task = asyncio.ensure_future(future, loop=self)
        return run_sync(task) if can_run_sync() else task

    def stop(self) -> NoReturn:
        """Refuse: JavaScript goes on."""
        raise RuntimeError(f"the loop cannot be stopped: {_ALWAYS_RUNNING}")

    def close(self) -> None:
        """Do nothing: JavaScript goes on, and with it what the loop was given."""

    async def shutdown_asyncgens(self) -> None:
        """Close all asynchronous generators that run; new ones may follow."""
        await super().shutdown_asyncgens()
        self._asyncgens_shutdown_called = False

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Do nothing: functions run in place."""

    def call_soon_threadsafe(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> Handle:
        """Call `callback` soon; there are no other threads."""
        return self.call_soon(callback, *args, context=context)

    def call_soon(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> Handle:
        """Call `callback` in the next turn."""
        if self._debug or self._closed:
            handle = super().call_soon(callback, *args, context=context)
            _hide_caller(handle)
            return handle
        handle = _Callback(callback, args, self, context)
        self._ready.append(handle)
        if not self._is_due:
            self.request_turn()
        return handle

    def _call_soon(
        self, callback: Callable[..., object], args: tuple[Any, ...], context: Context | None
    ) -> Handle:
        handle = asyncio.Handle(callback, args, self, context)
        _hide_caller(handle)
        self._ready.append(handle)
        if not self._is_due:
            self.request_turn()
        return handle

    def call_at(
        self,
        when: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> TimerHandle:
        """Call `callback` at a time of the loop's own clock."""
        handle = super().call_at(when, callback, *args, context=context)
        _hide_caller(handle)
        if when < self._alarm:
            self._set_alarm(when)
        return handle

    def _timer_handle_cancelled(self, handle: Any) -> None:
        if handle._scheduled:
            self._timer_cancelled_count += 1
        # A timer that nobody needs would keep a process alive.
        if handle._when <= self._alarm and not self._is_due:
            self.request_turn()

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], Any], *args: *Ts
    ) -> Future[Any]:
        """Call `func` in place: there are no threads or processes to call it in."""
        if self._debug:
            self._check_callback(func, "run_in_executor")
        future = self.create_future()
        try:
            value = func(*args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(value)
        return future

    def request_turn(self) -> None:
        """Have JavaScript run a turn of the loop as its next task."""
        _javascript.request_turn()
        # Only now: where the call fails, the next one asks again.
        self._is_due = True

    def ring(self) -> None:
        """Run a turn, because it is time for a callback."""
        self._alarm = inf
        self._run_turn()

    def turn(self) -> None:
        """Run a turn, because it was requested."""
        self._is_due = False
        self._run_turn()

    def _run_turn(self) -> None:
        try:
            self._run_once()
        except (SystemExit, KeyboardInterrupt) as error:
            # Nobody is there whom they could end.
            message = f"{type(error).__name__} in a callback of the event loop"
            self.call_exception_handler({"message": message, "exception": error})
        finally:
            if self._ready or self._scheduled or self._alarm != inf:
                self.request_next()

    def request_next(self) -> None:
        """Have JavaScript run the turns that come after this one, or while it is suspended."""
        if self._ready and not self._is_due:
            self.request_turn()
        if self._scheduled:
            self._drop_cancelled_timers()
        when = self._scheduled[0]._when if self._scheduled else inf
        if when != self._alarm:
            self._set_alarm(when)

    def _run_once(self) -> None:
        """Run all that is ready, but not what becomes ready by that."""
        ready = self._ready
        if self._scheduled:
            self._take_due_timers()
        for _ in range(len(ready)):
            # A callback that suspends the stack lets other turns run before this one ends.
            if not ready:
                return
            handle = ready.popleft()
            if handle._cancelled:
                continue
            if self._debug:
                self._run_watched(handle)
                continue
            # As `Handle._run` does, with less ado for the one argument that most have.
            args = handle._args
            try:
                if len(args) == 1:
                    handle._context.run(handle._callback, args[0])
                else:
                    handle._context.run(handle._callback, *args)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._report(handle, error)
                # A traceback that holds this frame must hold no more.
                del handle, args

    def _report(self, handle: Any, error: BaseException) -> None:
        callback = _format_callback_source(handle._callback, handle._args)
        message = f"Exception in callback {callback}"
        self.call_exception_handler({"message": message, "exception": error, "handle": handle})

    def _run_watched(self, handle: Handle) -> None:
        """Run a callback, and tell if it takes long."""
        self._current_handle = handle
        start = self.time()
        try:
            handle._run()
        finally:
            self._current_handle = None
        duration = self.time() - start
        if duration >= self.slow_callback_duration:
            logger.warning("Executing %r took %.3f seconds", handle, duration)

    def _take_due_timers(self) -> None:
        """Make ready what it is time for."""
        self._drop_cancelled_timers()
        end = self.time() + self._clock_resolution
        while self._scheduled and self._scheduled[0]._when < end:
            handle = heappop(self._scheduled)
            handle._scheduled = False
            self._ready.append(handle)

    def _drop_cancelled_timers(self) -> None:
        """Forget cancelled timers: the first ones, and all of them where they are many."""
        scheduled = self._scheduled
        if len(scheduled) > _MANY_TIMERS and 2 * self._timer_cancelled_count > len(scheduled):
            kept = []
            for handle in scheduled:
                if handle._cancelled:
                    handle._scheduled = False
                else:
                    kept.append(handle)
            heapify(kept)
            self._scheduled = kept
            self._timer_cancelled_count = 0
            return
        while scheduled and scheduled[0]._cancelled:
            heappop(scheduled)._scheduled = False
            self._timer_cancelled_count -= 1

    def _set_alarm(self, when: float) -> None:
        """Have JavaScript call `ring` at a time of the loop's clock; never, if that is infinite."""
        # JavaScript counts milliseconds.
        _javascript.set_alarm(-1 if when == inf else max(0.0, (when - self.time()) * 1000))
        self._alarm = when

    def install(self) -> None:
        """Be the running loop, whatever runs."""
        asyncio._set_running_loop(self)
        sys.set_asyncgen_hooks(
            firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook
        )


class _Callback(asyncio.Handle):
    """What is to be called soon, noted outside of debug mode: each step of each task is one."""

    __slots__ = ()

    def __init__(
        self,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        loop: WebLoop,
        context: Context | None,
    ) -> None:
        # All that the base class does, but for asking the loop whether it debugs.
        self._context = copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args
        self._cancelled = False
        self._repr = None
        self._source_traceback = None


def _hide_caller(handle: Any) -> None:
    """Leave this module out of where a callback was given, which debug mode notes."""
    if handle._source_traceback:
        del handle._source_traceback[-1]


@cache
def running_loop() -> WebLoop:
    """Give the one loop there is, which runs whenever Python does."""
    return WebLoop()


if _javascript.is_connected():
    from jaspy import _loop_policy

    _loop_policy.install()
