"""What the JavaScript side calls: it holds these functions from start to end."""

from __future__ import annotations

import sys
import time

import _jaspy
import pyodide

from jaspy import _abc, _input, _javascript, _js_module, _output, _preparing

# The JavaScript side takes all its functions from here.
from jaspy._archive import unpack_archive
from jaspy._async_run import AsyncRun, Waiting
from jaspy._bridge import global_this
from jaspy._code_runner import TOP_LEVEL_AWAIT, CodeRunner
from jaspy._eval import eval_code, eval_code_async
from jaspy._js_module import JsModule, object_of, register_js_module, unregister_js_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NoReturn

    from jaspy._bridge import JsProxy
    from jaspy.webloop import WebLoop

__all__ = [
    "cancel",
    "find_imports",
    "find_name",
    "finish",
    "flush_output",
    "global_names",
    "interrupt",
    "new_run",
    "refuse_cancelled",
    "register_js_module",
    "ring",
    "run_python",
    "start",
    "start_run",
    "stop",
    "turn",
    "unpack_archive",
    "unregister_js_module",
]


def start(arguments: Iterable[str] | None, functions: JsProxy) -> int:
    """Take what only the JavaScript side can give, and make `import js` work.

    Returns where the namespace of `__main__` is, which as a result would be copied.
    """
    _javascript.connect(functions)
    _input.install()
    _output.install()
    _js_module.install(global_this)
    _preparing.install()
    _abc.register()
    time.sleep = _jaspy.sleep
    if arguments is not None:
        sys.argv = list(arguments)
    return id(sys.modules["__main__"].__dict__)


def stop() -> None:
    """Do what programs asked to be done at the end."""
    # Not needed before.
    import atexit

    try:
        atexit._run_exitfuncs()
    finally:
        _output.flush()


def flush_output() -> None:
    """Write what waits in standard output and standard error."""
    _output.flush()


def run_python(
    code: str,
    globals: dict[str, Any] | None = None,
    locals: Mapping[str, Any] | None = None,
    filename: str | None = None,
) -> Any:
    """Run source text, by default in the namespace of `__main__`."""
    namespace, others = _arguments(globals, locals, filename)
    # Looked up at each call: users replace it, and theirs may take but two arguments.
    return pyodide.eval_code(code, namespace, **others)


def new_run(timeout: float | None, done: JsProxy) -> AsyncRun:
    """Prepare a run that may take so many milliseconds; `done` is fulfilled when it has ended."""
    return AsyncRun(done, None if timeout is None else timeout / 1000)


def start_run(
    run: AsyncRun,
    code: str,
    globals: dict[str, Any] | None,
    locals: Mapping[str, Any] | None,
    filename: str | None,
) -> None:
    """Start source text that may wait."""
    namespace, others = _arguments(globals, locals, filename)
    run.start(lambda: _run_or_wait(code, namespace, others))


def cancel(run: AsyncRun, reason: str) -> None:
    """Raise CancelledError in source text where it waits."""
    run.cancel(reason)


def refuse_cancelled(reason: str) -> NoReturn:
    """Raise what source text raises that is cancelled before it starts."""
    from asyncio import CancelledError

    raise CancelledError(reason)


def _run_or_wait(code: str, namespace: dict[str, Any], others: dict[str, Any]) -> Any:
    # Looked up at each call: users replace them.
    if pyodide.eval_code is not eval_code:
        return pyodide.eval_code(code, namespace, **others)
    if pyodide.eval_code_async is not eval_code_async:
        return Waiting(pyodide.eval_code_async(code, namespace, **others))
    variables = others.pop("locals", None)
    runner = CodeRunner(code, flags=TOP_LEVEL_AWAIT, **others).compile()
    if runner.is_coroutine:
        return Waiting(runner.run_async(namespace, variables))
    return runner.run(namespace, variables)


def finish(run: AsyncRun) -> Any:
    """Give what source text came to that has ended."""
    return run.finish()


def find_imports(code: str) -> str:
    """Name the packages that source text imports, with a space between two of them."""
    # Looked up at each call: users replace it.
    return " ".join(pyodide.find_imports(code))


def interrupt() -> None:
    """Handle signals that have arrived while Python waits."""
    # Who waits has imported it.
    if module := sys.modules.get("jaspy._interrupt"):
        module.interrupt()


# The loop, once it has asked for a turn: looking for the module each time takes longer.
_loop: WebLoop | None = None


def turn() -> None:
    """Run a turn of the event loop, which asked for it."""
    (_loop or _take_loop()).turn()


def ring() -> None:
    """Run a turn of the event loop, which set its alarm to this time."""
    (_loop or _take_loop()).ring()


def _take_loop() -> WebLoop:
    global _loop  # noqa: PLW0603 -- it is imported when it is first needed
    from jaspy.webloop import running_loop

    _loop = running_loop()
    return _loop


def _arguments(
    globals: dict[str, Any] | None,
    locals: Mapping[str, Any] | None,
    filename: str | None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the namespace, and what `eval_code` needs to be told besides."""
    namespace = sys.modules["__main__"].__dict__ if globals is None else globals
    if not isinstance(namespace, dict):
        raise TypeError(f"globals must be a dict, not {type(namespace).__name__}")
    others: dict[str, Any] = {}
    if locals is not None:
        others["locals"] = locals
    if filename is not None:
        others["filename"] = filename
    return namespace, others


def find_name(name: str) -> Any:
    """Give the variable of `__main__` with that name, else import the module."""
    variables = sys.modules["__main__"].__dict__
    if name in variables:
        return variables[name]
    __import__(name)
    module = sys.modules[name]
    return object_of(module) if isinstance(module, JsModule) else module


def global_names() -> list[str]:
    """List the variables of `__main__`."""
    return [name for name in sys.modules["__main__"].__dict__ if isinstance(name, str)]
