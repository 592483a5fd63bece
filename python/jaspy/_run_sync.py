"""Waiting for something without `await`: the engine suspends the WebAssembly stack meanwhile."""

from __future__ import annotations

from jaspy._bridge import current_entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable

# Why an entry cannot be suspended, by the numbers of `js/src/suspend.ts`.
_OBSTACLES = {
    1: "this JavaScript engine has no JavaScript Promise Integration",
    2: "Python was called by a function that gives no promise: call it by runPythonAsync or "
    "callPromising",
    3: "Python was called by JavaScript that Python has called: call it by callPromising there",
    4: "there is no JavaScript here",
}


def can_run_sync() -> bool:
    """Tell whether `run_sync` can wait here."""
    return current_entry() not in _OBSTACLES


def run_sync[T](awaitable: Awaitable[T]) -> T:
    """Wait for `awaitable` and give what it comes to; JavaScript goes on meanwhile.

    Raises RuntimeError where that is not possible: in an engine without JavaScript
    Promise Integration, or in a call of Python that JavaScript did not make by
    `runPythonAsync`, `callPromising` or the event loop.
    """
    entry = current_entry()
    obstacle = _OBSTACLES.get(entry)
    if obstacle is not None:
        raise RuntimeError(f"cannot wait here: {obstacle}")
    # Slow to import, and not needed by programs that never wait.
    from jaspy._blocking_wait import Wait

    wait = Wait(entry, awaitable)
    # A traceback through this frame must not hold a promise: if that was rejected with the
    # exception, neither language could collect them.
    del awaitable
    return wait.result()
