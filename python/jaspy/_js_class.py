"""JavaScript classes that are written in Python: `class P(js.HTMLElement)`.

The statement makes a JavaScript class that extends the base. Functions become methods, which get
the JavaScript object as `self`; `__init__` runs after the base's constructor, with the same
arguments; properties become accessors, class methods, static methods and values static members.

`super()` is for classes of Python's alone, as CPython sees to itself. A method of the base is
called as JavaScript's own classes can do it too: `Base.prototype.method.call(self)`.
"""

from __future__ import annotations

from jaspy import _javascript
from jaspy._bridge import JsProxy, create_proxy, to_js

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from jaspy._bridge import JsDoubleProxy

# What the class statement itself puts into the namespace.
_OF_PYTHON = frozenset(
    {
        "__annotations__",
        "__classcell__",
        "__doc__",
        "__firstlineno__",
        "__module__",
        "__orig_bases__",
        "__qualname__",
        "__static_attributes__",
    }
)


def entries(base: JsProxy, bases: tuple[object, ...]) -> tuple[type]:
    """Give what stands for a JavaScript base in a class statement (PEP 560)."""
    if len(bases) != 1:
        raise TypeError(f"a JavaScript class must be the only base of a class, not one of {bases}")
    return (_StandIn,)


class _Maker(type):
    """Makes what a class statement with a JavaScript base gives: a JavaScript class."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **keywords: object
    ) -> Any:
        originals = namespace.get("__orig_bases__")
        if originals is None:
            return super().__new__(cls, name, bases, namespace)
        if keywords:
            raise TypeError(f"a JavaScript class takes no {', '.join(keywords)}")
        return _derived(name, originals[0], namespace)


class _StandIn(metaclass=_Maker):
    """Stands for the base while the statement runs."""


def _derived(name: str, base: JsProxy, namespace: dict[str, Any]) -> Any:
    if "__classcell__" in namespace:
        _refuse_super(namespace)
    proxies: list[JsDoubleProxy] = []

    def function(of_python: Any, *, capture_this: bool = True) -> JsDoubleProxy | None:
        if of_python is None:
            return None
        proxies.append(create_proxy(of_python, capture_this=capture_this))
        return proxies[-1]

    try:
        init = function(namespace.get("__init__"))
        derived = _javascript.derive_class(name, base, init)
        for member, value in namespace.items():
            if member not in _OF_PYTHON and member != "__init__":
                kind, given, setter = _member(value, function)
                _javascript.define_member(derived, kind, member, given, setter)
    except BaseException:
        for proxy in proxies:
            proxy.destroy()
        raise
    return derived


def _refuse_super(namespace: dict[str, Any]) -> None:
    """Raise for methods that use `super()` or `__class__`, which fails only when they are called.

    `super` takes classes of Python's alone; and a method that held its class would make a cycle
    through both languages, which neither collector sees.
    """
    users = [member for member, value in namespace.items() if _uses_class(value)]
    advice = (
        "the base's constructor has already run"
        if users == ["__init__"]
        else "call Base.prototype.method.call(self)"
    )
    raise TypeError(
        f"{', '.join(users) or 'a method'} cannot use super() or __class__ in a class derived"
        f" from a JavaScript one: {advice}"
    )


def _uses_class(value: Any) -> bool:
    parts = (value, *(getattr(value, part, None) for part in ("__func__", "fget", "fset")))
    codes = [getattr(part, "__code__", None) for part in parts]
    return any("__class__" in code.co_freevars for code in codes if code is not None)


def _member(value: Any, function: Callable[..., object]) -> tuple[str, object, object]:
    """Tell what a value in a class body is: its kind, what JavaScript gets, and a setter."""
    if isinstance(value, property):
        return "accessor", function(value.fget), function(value.fset)
    if isinstance(value, staticmethod):
        return "static", function(value.__func__, capture_this=False), None
    if isinstance(value, classmethod):
        return "static", function(value.__func__), None
    if isinstance(value, JsProxy):
        return "method" if callable(value) else "static", value, None
    if callable(value) and not isinstance(value, type):
        return "method", function(value), None
    return "static", to_js(value), None
