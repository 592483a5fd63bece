"""What crosses between Python and JavaScript."""

from __future__ import annotations

from jaspy._bridge import (
    ConversionError,
    JsException,
    JsProxy,
    PanicException,
)
from jaspy._js_module import register_js_module, unregister_js_module

__all__ = [
    "ConversionError",
    "JsException",
    "JsProxy",
    "PanicException",
    "register_js_module",
    "unregister_js_module",
]
