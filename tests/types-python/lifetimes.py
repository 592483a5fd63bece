"""Proxies that Python makes, values of our own, and what runs code."""

from __future__ import annotations

from typing import assert_type

import jaspy
from jaspy.code import CodeRunner, eval_code, eval_code_async, find_imports, run_js
from pyodide.ffi import (
    JsAsyncGenerator,
    JsAsyncIterable,
    JsAsyncIterator,
    JsBigInt,
    JsBuffer,
    JsCallable,
    JsDomElement,
    JsDoubleProxy,
    JsNull,
    JsPromise,
    JsProxy,
    JsTypedArray,
    PanicException,
    create_once_callable,
    create_proxy,
    destroy_proxies,
    jsnull,
    register_js_module,
    unregister_js_module,
)


def double(number: int) -> int:
    return 2 * number


# A proxy that Python owns knows what it is of.
proxy = create_proxy(double)
assert_type(proxy.unwrap()(1), int)
proxy.destroy()
create_proxy(double, capture_this=True, roundtrip=False)
create_proxy(double, True)  # expect: call-arg
create_proxy(double, capture_self=True)  # expect: call-arg

# What is called once takes what its function takes.
once = create_once_callable(double)
assert_type(once(1), int)
once("text")  # expect: arg-type
create_once_callable(5)  # expect: arg-type

# Proxies end together.
destroy_proxies(run_js("[]"))
destroy_proxies(double)  # expect: arg-type
with jaspy.scope() as scope:
    assert_type(scope.keep(double)(1), int)

# null and BigInt have values of their own.
assert_type(jsnull, JsNull)
number = JsBigInt(2**70)
assert_type(number + 1, JsBigInt)
assert_type(-number, JsBigInt)
number + "text"  # expect: operator


# Promises can be awaited.
async def waiting(promise: JsPromise[int]) -> int:
    return await promise


async def not_waiting(target: JsBuffer) -> None:
    await target  # expect: attr-defined


# Buffers give and take bytes.
def buffers(buffer: JsBuffer, array: JsTypedArray) -> bytes:
    buffer.assign(b"abc")
    buffer.assign("abc")  # expect: arg-type
    array.assign_to(bytearray(3))
    assert_type(array.to_memoryview(), memoryview)
    assert_type(array.to_string("utf-8"), str)
    array[0] = 1.5
    array[0] = "text"  # expect: assignment
    return buffer.to_bytes()


# Any proxy can be a module, nothing else.
def modules(target: JsProxy, element: JsDomElement, made: JsDoubleProxy[int]) -> None:
    register_js_module("name", target)
    register_js_module("name", element)
    register_js_module("name", made)
    register_js_module(target, "name")  # expect: arg-type
    unregister_js_module("name")
    print(jaspy.as_nested_list(target))


# What is asynchronous is no ordinary iterable.
def iterables(
    one: JsAsyncIterable[int], two: JsAsyncIterator[int], three: JsAsyncGenerator[int]
) -> JsCallable:
    print(one, two, three)
    return one  # expect: return-value


# Code is text.
async def code() -> list[str]:
    print(eval_code("1 + 1"), await eval_code_async("1 + 1"))
    eval_code(1)  # expect: arg-type
    CodeRunner("1").compile().run()
    try:
        return find_imports("import js")
    except PanicException:
        raise
