"""`jaspy.ffi` under the names of PEP 818."""

from __future__ import annotations

from jaspy.ffi import ConversionError
from jaspy.ffi import JsException as JSException
from jaspy.ffi import JsProxy as JSProxy

__all__ = ["ConversionError", "JSException", "JSProxy"]
