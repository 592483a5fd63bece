"""Event listeners and timers that are Python functions, let go of when they are not needed."""

from __future__ import annotations

from types import CoroutineType

from jaspy import _javascript
from jaspy._bridge import JsProxy, create_once_callable, create_proxy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from jaspy._bridge import JsDoubleProxy

    # What starts a timer gives: a number, in Node an object.
    type Timer = int | JsProxy

__all__ = [
    "add_event_listener",
    "clear_interval",
    "clear_timeout",
    "remove_event_listener",
    "set_interval",
    "set_timeout",
]

# By the number of the target, so that nothing here keeps it alive.
_listeners: dict[tuple[int, str, Callable[..., object]], JsDoubleProxy[Any]] = {}
_timers: dict[Timer, JsProxy] = {}


def add_event_listener(elt: JsProxy, event: str, listener: Callable[[Any], object]) -> None:
    """Call a function with each event of a kind at an element or other target.

    The same function twice is called once. A coroutine function runs as a task. What it raises
    goes to the exception handler of the event loop.
    """
    _check_target(elt)
    key = (elt.js_id, event, listener)
    if key in _listeners:
        return
    proxy = create_proxy(_reporting(listener))
    try:
        elt.addEventListener(event, proxy)
    except BaseException:
        proxy.destroy()
        raise
    _listeners[key] = proxy


def remove_event_listener(elt: JsProxy, event: str, listener: Callable[[Any], object]) -> None:
    """Undo `add_event_listener`; no effect on a function that does not listen."""
    _check_target(elt)
    proxy = _listeners.pop((elt.js_id, event, listener), None)
    if proxy is not None:
        elt.removeEventListener(event, proxy)
        proxy.destroy()


def set_timeout(callback: Callable[[], object], timeout: float) -> Timer:
    """Call a function once, after so many milliseconds. Give what `clear_timeout` takes.

    A coroutine function runs as a task. What it raises goes to the exception handler of the
    event loop.
    """
    _check_delay("timeout", timeout)
    run = _reporting(callback)

    def fire() -> None:
        del _timers[timer]
        run()

    proxy = create_once_callable(fire)
    timer: Timer = _javascript.timers.setTimeout(proxy, timeout)
    _timers[timer] = proxy
    return timer


def clear_timeout(timeout_retval: Timer) -> None:
    """Take back what `set_timeout` has started; no effect when it has been called."""
    _javascript.timers.clear(timeout_retval)
    proxy = _timers.pop(timeout_retval, None)
    if proxy is not None:
        proxy.destroy()


def set_interval(callback: Callable[[], object], interval: float) -> Timer:
    """Call a function every so many milliseconds. Give what `clear_interval` takes.

    A coroutine function runs as a task each time. What it raises goes to the exception handler
    of the event loop.
    """
    _check_delay("interval", interval)
    proxy = create_proxy(_reporting(callback))
    timer: Timer = _javascript.timers.setInterval(proxy, interval)
    _timers[timer] = proxy
    return timer


def clear_interval(interval_retval: Timer) -> None:
    """Take back what `set_interval` has started."""
    clear_timeout(interval_retval)


def _check_target(elt: object) -> None:
    if not isinstance(elt, JsProxy):
        raise TypeError(f"elt must be a JavaScript object, not {type(elt).__name__}")


def _check_delay(name: str, delay: object) -> None:
    if not isinstance(delay, int | float):
        raise TypeError(f"{name} must be a number of milliseconds, not {type(delay).__name__}")


def _reporting(callback: Callable[..., object]) -> Callable[..., None]:
    """Give a function that runs a callback, and reports what it raises: nobody waits for it."""
    if not callable(callback):
        raise TypeError(f"expected a function, not {type(callback).__name__}")

    def run(*args: Any) -> None:
        try:
            result = callback(*args)
        except BaseException as error:
            _report(error, callback)
        else:
            if isinstance(result, CoroutineType):
                _start(result)

    return run


def _report(error: BaseException, callback: Callable[..., object]) -> None:
    # Slow to import, and not needed by most callbacks.
    from jaspy.webloop import running_loop

    message = f"{type(error).__name__} in {callback!r}"
    running_loop().call_exception_handler({"message": message, "exception": error})


def _start(coroutine: CoroutineType[Any, Any, object]) -> None:
    from jaspy.webloop import running_loop

    task = running_loop().create_task(coroutine)
    # The loop knows its tasks weakly.
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


_tasks: set[Any] = set()
