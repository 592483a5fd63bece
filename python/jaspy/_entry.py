"""What the JavaScript side calls: it holds these functions from start to end."""

from __future__ import annotations

import sys

import pyodide

from jaspy import _abc, _javascript, _js_module
from jaspy._bridge import global_this

# The JavaScript side takes all its functions from here.
from jaspy._js_module import JsModule, object_of, register_js_module, unregister_js_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from jaspy._bridge import JsProxy

__all__ = [
    "find_name",
    "global_names",
    "register_js_module",
    "run_python",
    "start",
    "unregister_js_module",
]


def start(
    arguments: Iterable[str] | None,
    own_property_names: Callable[[JsProxy], Iterable[str]],
) -> int:
    """Take what only the JavaScript side can give, and make `import js` work.

    Returns where the namespace of `__main__` is, which as a result would be copied.
    """
    _javascript.own_property_names = own_property_names
    _js_module.install(global_this)
    _abc.register()
    if arguments is not None:
        sys.argv = list(arguments)
    return id(sys.modules["__main__"].__dict__)


def run_python(
    code: str,
    globals: dict[str, Any] | None = None,
    locals: Mapping[str, Any] | None = None,
    filename: str | None = None,
) -> Any:
    """Run source text, by default in the namespace of `__main__`."""
    namespace = sys.modules["__main__"].__dict__ if globals is None else globals
    if not isinstance(namespace, dict):
        raise TypeError(f"globals must be a dict, not {type(namespace).__name__}")
    others: dict[str, Any] = {}
    if locals is not None:
        others["locals"] = locals
    if filename is not None:
        others["filename"] = filename
    # Looked up at each call: users replace it, and theirs may take but two arguments.
    return pyodide.eval_code(code, namespace, **others)


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
