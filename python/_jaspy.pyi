"""Types of the module that is built into Jaspy's interpreter."""

from collections.abc import Iterator
from typing import Any

class JsProxy:
    """A JavaScript object."""

    def __getattr__(self, name: str) -> Any: ...
    def __setattr__(self, name: str, value: object) -> None: ...
    def __delattr__(self, name: str) -> None: ...
    def __call__(self, *args: object, **kwargs: object) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...

class JsArray(JsProxy):
    """An Array."""

class JsAsyncIterable(JsProxy):
    """What has `[Symbol.asyncIterator]`."""

class JsAsyncIterator(JsAsyncIterable):
    """An asynchronous iterator."""

class JsAsyncGenerator(JsAsyncIterator):
    """An asynchronous generator."""

class JsBuffer(JsProxy):
    """A typed array, DataView, ArrayBuffer or SharedArrayBuffer."""

class JsCallable(JsProxy):
    """A function."""

class JsDomElement(JsProxy):
    """An HTML element."""

class JsDoubleProxy(JsProxy):
    """A proxy of a Python object that Python itself made."""

class JsIterable(JsProxy):
    """What has `[Symbol.iterator]`."""

class JsIterator(JsIterable):
    """An iterator."""

class JsGenerator(JsIterator):
    """A generator."""

class JsMap(JsProxy):
    """A Map that can be read."""

class JsMutableMap(JsMap):
    """A Map that can be changed."""

class JsPromise(JsProxy):
    """A promise, or any object with a method `then`."""

class JsTypedArray(JsBuffer):
    """A typed array."""

class JsException(Exception):  # noqa: N818
    """A JavaScript error."""

class ConversionError(Exception):
    """A value has no counterpart in the other language."""

class PanicException(BaseException):
    """A defect of the bridge itself."""

class JsNull:
    """The type of `jsnull`."""

jsnull: JsNull
global_this: JsProxy

def set_big_int_class(cls: type[int], /) -> None: ...
def counts() -> Any: ...
