"""`json` knows `jsnull`: it is `null` in every text that the module writes.

Both of `json`'s encoders, the one in C and the one in Python, hand what they do not know to a
function `default`; `jsnull` is answered before that function is asked, whoever gave it.
"""

from __future__ import annotations

from jaspy._bridge import jsnull

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any


def prepare(encoder: ModuleType) -> None:
    """Have the encoders of the module `json.encoder` know `jsnull`."""
    for name in "c_make_encoder", "_make_iterencode":
        make = getattr(encoder, name)
        # There is none in C where a program has kept `_json` from being imported.
        if make is not None:
            setattr(encoder, name, _knowing_null(make))


def _knowing_null(make_encoder: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a maker of encoders, whose second argument is `default`."""

    def make(markers: Any, default: Callable[[Any], Any], /, *args: Any, **kwargs: Any) -> Any:
        def default_or_null(value: Any) -> Any:
            return None if value is jsnull else default(value)

        return make_encoder(markers, default_or_null, *args, **kwargs)

    # The standard library's own tests tell the two makers apart by it.
    make.__module__ = make_encoder.__module__
    return make
