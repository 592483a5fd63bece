"""Prepares modules of the standard library when a program first imports them.

To import them at start would take longer than everything else that starts.
"""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

# The modules, and for each the one whose import prepares it; what has to be done again when the
# module is loaded again is that one's function `prepare`.
_PREPARED = {
    "asyncio": "jaspy.webloop",
    "json.encoder": "jaspy._json",
    "unittest.async_case": "jaspy._async_case",
}


class _Finder:
    """Finds the modules where the other finders find them."""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give the spec of such a module, whose loader also prepares it."""
        if fullname not in _PREPARED:
            return None
        for finder in sys.meta_path:
            spec = None if finder is cls else finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _Preparing(spec.loader)  # type: ignore[assignment]
                return spec
        return None


class _Preparing:
    """A loader that prepares the module once it is loaded."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code, and prepare it."""
        # Nothing of this is to be seen.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        before = {*sys.modules}
        try:
            self._loader.exec_module(module)
            preparing = import_module(_PREPARED[module.__name__])
            prepare = getattr(preparing, "prepare", None)
            if prepare is not None:
                prepare(module)
        except BaseException:
            # A signal, say: the next import finds nothing half done, and begins anew.
            for name in {*sys.modules} - before:
                del sys.modules[name]
            raise


def install() -> None:
    """Wait for the modules to be imported."""
    sys.meta_path.insert(0, _Finder)
