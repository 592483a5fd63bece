"""The interpreter's built-in half of the bridge, or refusals where there is none."""

from __future__ import annotations

try:
    from _jaspy import (
        ConversionError,
        JsException,
        JsProxy,
        PanicException,
        global_this,
    )
except ModuleNotFoundError:
    from jaspy._absent import (  # type: ignore[assignment]
        ConversionError,
        JsException,
        JsProxy,
        PanicException,
        global_this,
    )

__all__ = [
    "ConversionError",
    "JsException",
    "JsProxy",
    "PanicException",
    "global_this",
]
