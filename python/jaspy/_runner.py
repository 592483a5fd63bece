"""`asyncio.run` and `asyncio.Runner` where a loop runs already, as it always does here."""

from __future__ import annotations

import asyncio

from jaspy.webloop import running_loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Coroutine
    from contextvars import Context
    from typing import Any, Self


class Runner:
    """Runs coroutines on the one loop there is.

    `run` gives what the loop's `run_until_complete` gives: a task where nothing can wait. `debug`
    sets the loop's debug mode; what `loop_factory` would make is not needed. Neither the end of
    the `with` statement nor `close` ends anything, for tasks may go on.
    """

    def __init__(
        self,
        *,
        debug: bool | None = None,
        loop_factory: Callable[[], AbstractEventLoop] | None = None,
    ) -> None:
        self._debug = debug
        self._is_closed = False

    def __enter__(self) -> Self:
        self.get_loop()
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Refuse to run anything more."""
        self._is_closed = True

    def get_loop(self) -> AbstractEventLoop:
        """Give the loop."""
        if self._is_closed:
            raise RuntimeError("Runner is closed")
        loop = running_loop()
        if self._debug is not None:
            loop.set_debug(self._debug)
        return loop

    def run(self, coro: Coroutine[Any, Any, Any], *, context: Context | None = None) -> Any:
        """Run a coroutine: give its task, or where it is possible to wait, its result."""
        if not asyncio.iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        loop = self.get_loop()
        return loop.run_until_complete(loop.create_task(coro, context=context))


def run(
    main: Coroutine[Any, Any, Any],
    *,
    debug: bool | None = None,
    loop_factory: Callable[[], AbstractEventLoop] | None = None,
) -> Any:
    """Run a coroutine: give its task, or where it is possible to wait, its result."""
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)
