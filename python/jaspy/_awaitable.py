"""Starting Python's awaitables for JavaScript, which has no `await` to start them by."""

from __future__ import annotations

from asyncio import Task, get_running_loop, iscoroutine, isfuture

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Awaitable, Callable, Coroutine
    from typing import Any

# What the JavaScript side of this package calls gives coroutines back as they are.
_OWN_MODULE = "jaspy._entry"


def start(awaitable: Awaitable[Any]) -> Future[Any]:
    """Run an awaitable to where it first waits; the future tells what it comes to."""
    if isfuture(awaitable):
        return awaitable
    return _task_of(awaitable if iscoroutine(awaitable) else _wait_for(awaitable))


def start_result(callee: Callable[..., Any], coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Start the coroutine that a call from JavaScript gave.

    Its exception is reported unless somebody takes it soon: an event, say, takes no results.
    """
    if getattr(callee, "__module__", None) == _OWN_MODULE:
        return coroutine
    task = _task_of(coroutine)
    if task.done():
        _look_later(task)
    else:
        task.add_done_callback(_look_later)
    return task


def _look_later(task: Any) -> None:
    # Whoever waits takes the exception in this turn of the loop.
    if _is_unseen(task):
        task.get_loop().call_soon(_report_unseen, task)


def _report_unseen(task: Any) -> None:
    if _is_unseen(task):
        message = f"{type(task).__name__} exception was never retrieved"
        context = {"message": message, "exception": task.exception(), "future": task}
        task.get_loop().call_exception_handler(context)


def _is_unseen(task: Any) -> bool:
    """Tell whether a task has an exception that it would report when it is collected."""
    return bool(getattr(task, "_log_traceback", False))


def _task_of(coroutine: Coroutine[Any, Any, Any]) -> Future[Any]:
    loop = get_running_loop()
    if loop.get_task_factory() is not None:
        return loop.create_task(coroutine)
    return Task(coroutine, loop=loop, eager_start=True)


async def _wait_for(awaitable: Awaitable[Any]) -> Any:
    return await awaitable
