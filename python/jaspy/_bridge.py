"""The interpreter's built-in half of the bridge, or refusals where there is none."""
# ruff: noqa: F403, F405 -- what is meant is listed, once.

from __future__ import annotations

try:
    from _jaspy import *
except ModuleNotFoundError:
    from jaspy._absent import *  # type: ignore[assignment]

__all__ = [
    "ConversionError",
    "JsArray",
    "JsAsyncGenerator",
    "JsAsyncIterable",
    "JsAsyncIterator",
    "JsBuffer",
    "JsCallable",
    "JsDomElement",
    "JsDoubleProxy",
    "JsException",
    "JsGenerator",
    "JsIterable",
    "JsIterator",
    "JsMap",
    "JsMutableMap",
    "JsNull",
    "JsPromise",
    "JsProxy",
    "JsTypedArray",
    "PanicException",
    "close_scope",
    "create_once_callable",
    "create_proxy",
    "current_entry",
    "destroy_proxies",
    "global_this",
    "jsnull",
    "keep_in_scope",
    "open_scope",
    "set_big_int_class",
    "to_js",
]
