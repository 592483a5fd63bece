"""`jaspy.ffi` under the names of PEP 818."""

from __future__ import annotations

from jaspy.ffi import (
    ConversionError,
    can_run_sync,
    create_once_callable,
    create_proxy,
    destroy_proxies,
    jsnull,
    run_sync,
    to_js,
)
from jaspy.ffi import JsArray as JSArray
from jaspy.ffi import JsAsyncGenerator as JSAsyncGenerator
from jaspy.ffi import JsAsyncIterable as JSAsyncIterable
from jaspy.ffi import JsAsyncIterator as JSAsyncIterator
from jaspy.ffi import JsBigInt as JSBigInt
from jaspy.ffi import JsBuffer as JSBuffer
from jaspy.ffi import JsCallable as JSCallable
from jaspy.ffi import JsDomElement as JSDomElement
from jaspy.ffi import JsDoubleProxy as JSDoubleProxy
from jaspy.ffi import JsException as JSException
from jaspy.ffi import JsGenerator as JSGenerator
from jaspy.ffi import JsIterable as JSIterable
from jaspy.ffi import JsIterator as JSIterator
from jaspy.ffi import JsMap as JSMap
from jaspy.ffi import JsMutableMap as JSMutableMap
from jaspy.ffi import JsNull as JSNull
from jaspy.ffi import JsPromise as JSPromise
from jaspy.ffi import JsProxy as JSProxy
from jaspy.ffi import JsTypedArray as JSTypedArray

__all__ = [
    "ConversionError",
    "JSArray",
    "JSAsyncGenerator",
    "JSAsyncIterable",
    "JSAsyncIterator",
    "JSBigInt",
    "JSBuffer",
    "JSCallable",
    "JSDomElement",
    "JSDoubleProxy",
    "JSException",
    "JSGenerator",
    "JSIterable",
    "JSIterator",
    "JSMap",
    "JSMutableMap",
    "JSNull",
    "JSPromise",
    "JSProxy",
    "JSTypedArray",
    "can_run_sync",
    "create_once_callable",
    "create_proxy",
    "destroy_proxies",
    "jsnull",
    "run_sync",
    "to_js",
]
