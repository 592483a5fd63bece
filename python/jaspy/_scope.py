"""Scopes: the proxies made inside end with them."""

from __future__ import annotations

from jaspy import _bridge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


class Scope:
    """Destroys at its end the PyProxies that were made inside it.

    A coroutine's scope takes what is made before its first `await`: later, nobody can tell whose
    the proxies are.
    """

    __slots__ = ("_kept", "_number")

    def __init__(self) -> None:
        """Make a scope that has not begun."""
        self._number: int | None = None
        # What JavaScript knows by its address must live until it has been looked up.
        self._kept: list[object] = []

    def __enter__(self) -> Scope:
        """Begin."""
        if self._number is not None:
            raise RuntimeError("this scope has begun already: make another with scope()")
        self._number = _bridge.open_scope()
        return self

    def keep[T](self, obj: T) -> T:
        """Leave the proxies of an object alone, or the one that `create_proxy` gave; return it."""
        if self._number is None:
            raise RuntimeError("this scope has not begun, or has ended")
        _bridge.keep_in_scope(self._number, obj)
        self._kept.append(obj)
        return obj

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Destroy what was made inside."""
        number, self._number = self._number, None
        if number is not None:
            _bridge.close_scope(number)
        self._kept.clear()


def scope() -> Scope:
    """Give a context manager that destroys the PyProxies that are made inside it.

    >>> with scope() as s:  # doctest: +SKIP
    ...     js.setTimeout(s.keep(later), 1000)
    ...     js.console.log(data)
    """
    return Scope()
