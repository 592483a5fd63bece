"""`json` knows `jsnull`: it is `null` in every text that the module writes.

Both of `json`'s encoders, the one in C and the one in Python, hand what they do not know to a
function `default`; `jsnull` is answered before that function is asked, whoever gave it.
"""

from __future__ import annotations

from _frozen_importlib_external import PathFinder

from jaspy._bridge import jsnull

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any
else:
    # The same class, without importing the module that names it.
    Loader = object


def find_spec(
    fullname: str, path: Sequence[str] | None, target: ModuleType | None
) -> ModuleSpec | None:
    """Find `json.encoder` where it is, to be changed once it has been loaded."""
    spec = PathFinder.find_spec(fullname, path, target)
    if spec is not None and spec.loader is not None:
        spec.loader = _Loader(spec.loader)
    return spec


class _Loader(Loader):
    """Loads the module as its own loader does, then changes it."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> Any:
        # What else a loader can do, such as giving the source.
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        for name in "c_make_encoder", "_make_iterencode":
            make = getattr(module, name)
            if make is not None:
                setattr(module, name, _knowing_null(make))


def _knowing_null(make_encoder: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a maker of encoders, whose second argument is `default`."""

    def make(markers: Any, default: Callable[[Any], Any], /, *args: Any, **kwargs: Any) -> Any:
        def default_or_null(value: Any) -> Any:
            return None if value is jsnull else default(value)

        return make_encoder(markers, default_or_null, *args, **kwargs)

    # The standard library's own tests tell the two makers apart by it.
    make.__module__ = make_encoder.__module__
    return make
