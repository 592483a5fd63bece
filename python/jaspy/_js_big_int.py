"""`JsBigInt`: an int that is a BigInt in JavaScript, however small it is."""

from __future__ import annotations

from jaspy._bridge import set_big_int_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class JsBigInt(int):
    """An int that becomes a BigInt in JavaScript, whatever its size.

    Its unary operations, and those binary ones that give integers, give a `JsBigInt` where it is
    the left operand. It is equal to the int of the same value, and hashes alike.

    >>> JsBigInt(2) + 1, type(JsBigInt(2) + 1).__name__
    (3, 'JsBigInt')
    """

    __slots__ = ()

    def __neg__(self) -> JsBigInt:
        return JsBigInt(int.__neg__(self))

    def __pos__(self) -> JsBigInt:
        return JsBigInt(int.__pos__(self))

    def __abs__(self) -> JsBigInt:
        return JsBigInt(int.__abs__(self))

    def __invert__(self) -> JsBigInt:
        return JsBigInt(int.__invert__(self))

    def __add__(self, other: int, /) -> JsBigInt:
        return _big(int.__add__(self, other))

    def __sub__(self, other: int, /) -> JsBigInt:
        return _big(int.__sub__(self, other))

    def __mul__(self, other: int, /) -> JsBigInt:
        return _big(int.__mul__(self, other))

    def __floordiv__(self, other: int, /) -> JsBigInt:
        return _big(int.__floordiv__(self, other))

    def __mod__(self, other: int, /) -> JsBigInt:
        return _big(int.__mod__(self, other))

    def __pow__(self, other: int, modulus: int | None = None, /) -> Any:
        # A negative exponent gives a float.
        return _big(int.__pow__(self, other, modulus))

    def __and__(self, other: int, /) -> JsBigInt:
        return _big(int.__and__(self, other))

    def __or__(self, other: int, /) -> JsBigInt:
        return _big(int.__or__(self, other))

    def __xor__(self, other: int, /) -> JsBigInt:
        return _big(int.__xor__(self, other))

    def __lshift__(self, other: int, /) -> JsBigInt:
        return _big(int.__lshift__(self, other))

    def __rshift__(self, other: int, /) -> JsBigInt:
        return _big(int.__rshift__(self, other))


def _big(result: object) -> JsBigInt:
    if isinstance(result, int):
        return JsBigInt(result)
    # NotImplemented, where the other operand may know what to do; a float.
    return result  # type: ignore[return-value]


# Its users know it by that name, and pickles find it there.
JsBigInt.__module__ = "jaspy.ffi"
set_big_int_class(JsBigInt)
