"""`jaspy.ffi` under Pyodide's name."""

from __future__ import annotations

from jaspy.ffi import (
    ConversionError,
    JsException,
    JsProxy,
    PanicException,
    register_js_module,
    unregister_js_module,
)

__all__ = [
    "ConversionError",
    "JsException",
    "JsProxy",
    "PanicException",
    "register_js_module",
    "unregister_js_module",
]
