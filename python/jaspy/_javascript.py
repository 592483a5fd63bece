"""The JavaScript functions that these packages call themselves.

The JavaScript side sets them at start: `js` may stand for any object and have none.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, NoReturn

    from jaspy._bridge import JsPromise, JsProxy


def _refuse(*_args: object) -> NoReturn:
    raise RuntimeError("there is no JavaScript here")


class _Refusing:
    """Stands for an object with functions."""

    def __getattr__(self, name: str) -> NoReturn:
        _refuse()


# The names of an object's own properties.
own_property_names: Callable[[JsProxy], Iterable[str]] = _refuse
# Calls `turn` as soon as the engine has done the tasks that wait already.
request_turn: Callable[[], None] = _refuse
# Calls `ring` after so many milliseconds, and no more at the time that was set before; below 0,
# never.
set_alarm: Callable[[float], None] = _refuse
# Calls `flush_output` before JavaScript goes on with anything else.
flush_soon: Callable[[], None] = _refuse
# Gets input ready to be read, or gives a promise of that.
prepare_input: Callable[[], JsPromise[None] | None] = _refuse
# Reads a text from a URL while Python waits.
read_url: Callable[[str], str] = _refuse
# Waits for so many milliseconds, and keeps the engine's thread meanwhile.
block: Callable[[float], None] = _refuse

# Makes a class that extends another, with a function for the constructor.
derive_class: Callable[[str, JsProxy, object], Any] = _refuse
# Gives a class a method, a static member or an accessor.
define_member: Callable[[JsProxy, str, str, object, object], None] = _refuse
# What fetches, as `fetching.ts` has it.
fetching: Any = _Refusing()
# What starts and ends timers, as `timers.ts` has it.
timers: Any = _Refusing()


_NAMES = (
    "own_property_names",
    "request_turn",
    "set_alarm",
    "flush_soon",
    "prepare_input",
    "read_url",
    "block",
    "derive_class",
    "define_member",
    "fetching",
    "timers",
)


def connect(functions: JsProxy) -> None:
    """Take the functions from an object that has all of them."""
    for name in _NAMES:
        globals()[name] = getattr(functions, name)


def is_connected() -> bool:
    """Tell whether there is JavaScript here."""
    return request_turn is not _refuse
