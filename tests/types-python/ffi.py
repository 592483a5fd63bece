"""The classes of JavaScript objects."""

from __future__ import annotations

from typing import assert_type

from pyodide.code import run_js
from pyodide.ffi import (
    ConversionError,
    JsArray,
    JsCallable,
    JsException,
    JsGenerator,
    JsIterable,
    JsIterator,
    JsMap,
    JsMutableMap,
    JsPromise,
    JsProxy,
    to_js,
)

# Nobody makes a JsProxy.
JsProxy()  # expect: call-arg
JsArray()  # expect: call-arg
JsProxy(1)  # expect: arg-type


# Attributes of an object of unknown shape may be anything.
def attributes(target: JsProxy) -> str:
    target.name = 1
    del target.name
    return f"{target.anything} {target.typeof} {target.js_id + 1}"


# Only what has a feature can do something.
def plain(target: JsProxy) -> None:
    target()  # expect: operator
    target[0]  # expect: index


# An Array is a sequence.
def array(target: JsArray[int]) -> None:
    assert_type(target[0], int)
    assert_type(len(target), int)
    assert_type(target.pop(), int)
    assert_type([*reversed(target)], list[int])
    target[-1] = 5
    target.append(6)
    target.extend([7, 8])
    target += [9]
    del target[0]
    print(5 in target, target.index(5), target.count(5))
    target.append("text")  # expect: arg-type
    target[0] = "text"  # expect: call-overload
    target.push(1)


# A Map is a mapping.
def mapping(target: JsMap[str, int], mutable: JsMutableMap[str, int]) -> None:
    assert_type(target["a"], int)
    assert_type(list(target), list[str])
    assert_type([*target.values()], list[int])
    assert_type(target.get("a"), int | None)
    mutable["a"] = 1
    mutable.update({"b": 2})
    assert_type(mutable.pop("a"), int)
    mutable["a"] = "text"  # expect: assignment


# Functions can be called, and say with what.
def function(
    target: JsCallable[[int, str], bool], unknown: JsCallable, made: JsCallable[..., int]
) -> None:
    assert_type(target(1, "a"), bool)
    target("a", 1)  # expect: arg-type
    unknown(1, key="word")
    assert_type(made(), int)


# Iterables and iterators.
def iteration(
    iterable: JsIterable[str], iterator: JsIterator[int], generator: JsGenerator[int]
) -> None:
    for text in iterable:
        assert_type(text, str)
    assert_type(next(iterator), int)
    assert_type(next(generator), int)
    assert_type([*iterator], list[int])


# Errors can be caught and raised.
def errors(promise: JsPromise[int]) -> None:
    try:
        run_js("fail()")
    except JsException as error:
        print(error.name, error.message)
        raise ValueError from error
    except ConversionError as error:
        print(error.args)
    run_js(1)  # expect: arg-type
    raise promise  # expect: misc


# Copies for JavaScript, with the options that Pyodide's programs use.
def copies(proxies: list[object]) -> None:
    to_js([1, {"a": 2}], depth=1, pyproxies=proxies, create_pyproxies=False)
    to_js({"a": 1}, dict_converter=run_js("Object.fromEntries"))
    to_js(object(), default_converter=lambda value, convert, cache: convert(str(value)))
    to_js([1], depth="all")  # expect: arg-type
    to_js([1], 1)  # expect: call-arg
