"""The JavaScript functions that these packages call themselves.

The JavaScript side sets them at start: `js` may stand for any object and have none.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import NoReturn

    from jaspy._bridge import JsProxy


def _refuse(value: JsProxy) -> NoReturn:
    raise RuntimeError("there is no JavaScript here")


# The names of an object's own properties.
own_property_names: Callable[[JsProxy], Iterable[str]] = _refuse
