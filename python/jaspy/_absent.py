"""Stands for `_jaspy` on an ordinary Python: types to name, refusals on use."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_REFUSAL = "there is no JavaScript here: this Python does not run inside Jaspy"


class JsProxy:
    """A JavaScript object; on this Python there is none."""

    def __new__(cls) -> JsProxy:
        """Refuse, as inside Jaspy."""
        raise TypeError("JsProxy cannot be instantiated")

    def __class_getitem__(cls, _parameters: object) -> type[JsProxy]:
        """Let annotations say `JsArray[int]`."""
        return cls


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


class JsException(Exception, JsProxy):  # noqa: N818
    """A JavaScript error; on this Python only a pickle gives one."""

    name: str
    message: str
    stack: str | None

    def __new__(cls, name: str, message: str, stack: str | None = None) -> JsException:
        """Make what is left of an error in a pickle."""
        self = Exception.__new__(cls, message)
        self.name, self.message, self.stack = name, message, stack
        return self

    def __init__(self, name: str, message: str, stack: str | None = None) -> None:
        Exception.__init__(self, message)

    def __str__(self) -> str:
        return f"{self.name}: {self.message}" if self.message else self.name

    def __reduce__(self) -> Any:
        from jaspy._js_exception import restore

        return restore, (self.name, self.message, self.stack)


class ConversionError(Exception):
    """A value has no counterpart in the other language."""


class PanicException(BaseException):
    """A defect of the bridge itself."""


class JsNull:
    """The type of `jsnull`, which stands for JavaScript's `null`."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "jsnull"

    def __reduce__(self) -> str:
        return "jsnull"


class _NoGlobalThis:
    """Refuses every use of the JavaScript global object."""

    __slots__ = ()

    def __getattr__(self, name: str) -> NoReturn:
        # Python's own machinery (copy, inspect, mypy) probes for these.
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        raise RuntimeError(f"cannot read {name}: {_REFUSAL}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise RuntimeError(f"cannot set {name}: {_REFUSAL}")

    def __delattr__(self, name: str) -> NoReturn:
        raise RuntimeError(f"cannot delete {name}: {_REFUSAL}")


global_this = _NoGlobalThis()
jsnull = JsNull()


def set_big_int_class(cls: type[int], /) -> None:
    """Ignore `JsBigInt`: there is nothing that could make one."""


def current_entry() -> int:
    """Tell why nothing can wait: the number is one of `jaspy._run_sync`."""
    return 4


def create_proxy(obj: object, *, capture_this: bool = False, roundtrip: bool = True) -> NoReturn:
    """Refuse: there is nobody to make a proxy for."""
    raise RuntimeError(f"cannot make a proxy: {_REFUSAL}")


def create_once_callable(obj: object) -> NoReturn:
    """Refuse: there is nobody to call it."""
    raise RuntimeError(f"cannot make a JavaScript function: {_REFUSAL}")


def destroy_proxies(pyproxies: object) -> NoReturn:
    """Refuse: there is no JavaScript Array that it could be about."""
    raise RuntimeError(f"cannot destroy proxies: {_REFUSAL}")


def open_scope() -> NoReturn:
    """Refuse: there are no proxies that could end."""
    raise RuntimeError(f"cannot begin a scope: {_REFUSAL}")


def keep_in_scope(scope: int, obj: object) -> NoReturn:
    """Refuse: no scope can have begun."""
    raise RuntimeError(f"cannot keep a proxy: {_REFUSAL}")


def close_scope(scope: int) -> NoReturn:
    """Refuse: no scope can have begun."""
    raise RuntimeError(f"cannot end a scope: {_REFUSAL}")


def to_js(obj: Any, /, **options: Any) -> Any:
    """Refuse, for there is no JavaScript that an object could be copied to."""
    raise RuntimeError(f"cannot copy an object to JavaScript: {_REFUSAL}")
