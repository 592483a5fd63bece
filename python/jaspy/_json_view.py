"""JavaScript's JSON data as dicts and lists: what `as_py_json()` gives.

The views are live, and what is read from them is seen in the same way. Given to
JavaScript, a view is the object that it shows.
"""

from __future__ import annotations

from _collections_abc import MutableMapping, MutableSequence

from _jaspy import JsonView, is_plain

from jaspy._bridge import JsArray, JsProxy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any


class JsonObject(JsonView, MutableMapping):  # type: ignore[type-arg]
    """A JavaScript object that behaves as a dict."""

    __slots__ = ()

    def __getitem__(self, key: str) -> Any:
        return _seen(self._get(key))

    def __setitem__(self, key: str, value: object) -> None:
        self._set(key, value)

    def __delitem__(self, key: str) -> None:
        self._delete(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())

    def __repr__(self) -> str:
        return repr(dict(self))


class JsonArray(JsonView, MutableSequence):  # type: ignore[type-arg]
    """A JavaScript Array that behaves as a list."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        return _seen(self.js_object[index])

    def __setitem__(self, index: Any, value: Any) -> None:
        self.js_object[index] = value

    def __delitem__(self, index: Any) -> None:
        del self.js_object[index]

    def __len__(self) -> int:
        return len(self.js_object)

    def insert(self, index: int, value: object) -> None:
        """Put a value before the one with this index."""
        length = len(self)
        at = max(index + length, 0) if index < 0 else min(index, length)
        # In two steps: what is passed to a function may be lent for the call only.
        self.js_object.splice(at, 0, None)
        self.js_object[at] = value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (list, JsonArray)):
            return NotImplemented
        return list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: Iterable[Any]) -> list[Any]:
        return [*self, *other]

    def __repr__(self) -> str:
        return repr(list(self))


def view(target: JsProxy) -> JsonObject | JsonArray:
    """See a JavaScript object as JSON data: an Array as a list, any other as a dict."""
    return JsonArray(target) if isinstance(target, JsArray) else JsonObject(target)


def _seen(value: Any) -> Any:
    """See in the same way what was read: Arrays and plain objects, nothing else."""
    if isinstance(value, JsArray) or (isinstance(value, JsProxy) and is_plain(value)):
        return view(value)
    return value
