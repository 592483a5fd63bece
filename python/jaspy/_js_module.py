"""JavaScript objects as Python modules: `js` and what `registerJsModule` adds.

Reading, setting and deleting an attribute of such a module does so on the JavaScript
object, so that `js.x` is never out of date. Names with two underscores on either side
belong to Python's import system and stay in the module.
"""

from __future__ import annotations

import sys
from _frozen_importlib import ModuleSpec

from jaspy import _javascript
from jaspy._bridge import JsProxy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from importlib.abc import Loader
    from types import ModuleType
else:
    # The same classes, without importing the modules that name them.
    Loader = object
    ModuleType = type(sys)


class JsModule(ModuleType):
    """A module whose attributes are the properties of a JavaScript object.

    It has no name of its own that could hide a property.
    """

    __js_object__: JsProxy

    # A module's own lookup would first make an error for each property.
    __getattribute__ = object.__getattribute__

    def __setattr__(self, name: str, value: object) -> None:
        """Set a property, or an attribute of the import system."""
        if _is_dunder(name):
            object.__setattr__(self, name, value)
        elif not _is_submodule(self, name, value):
            setattr(self.__js_object__, name, value)

    def __delattr__(self, name: str) -> None:
        """Delete a property, or an attribute of the import system."""
        if _is_dunder(name):
            object.__delattr__(self, name)
        else:
            delattr(self.__js_object__, name)

    def __dir__(self) -> Iterable[str]:
        """List the properties."""
        return dir(self.__js_object__)

    @property
    def __all__(self) -> list[str]:
        """Name what `from name import *` imports."""
        names = getattr(self.__js_object__, "__all__", None)
        if names is not None:
            return list(names)
        names = _javascript.own_property_names(self.__js_object__)
        return [name for name in names if name.isidentifier() and name[0] != "_"]


class JsFinder:
    """Finds the registered modules, and the properties of JavaScript modules."""

    def __init__(self) -> None:
        self._registered: dict[str, JsProxy] = {}

    def register(self, name: str, target: JsProxy) -> None:
        """Make `target` importable; a module of that name leaves `sys.modules`."""
        self._registered[name] = target
        _forget(name)

    def unregister(self, name: str) -> None:
        """Undo `register`."""
        if name not in self._registered:
            raise ValueError(f"no JavaScript module is registered as {name!r}")
        del self._registered[name]
        _forget(name)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Answer the import system."""
        found: object = self._registered.get(fullname)
        if found is None:
            parent, _, name = fullname.rpartition(".")
            module = sys.modules.get(parent)
            if not isinstance(module, JsModule):
                return None  # not ours: the next finder may know it
            found = getattr(module, name, None)
        if not isinstance(found, JsProxy):
            return None
        return ModuleSpec(fullname, _Loader(found), origin="javascript", is_package=True)


class _Loader(Loader):
    """Makes the module of one JavaScript object."""

    def __init__(self, target: JsProxy) -> None:
        self._target = target

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        # Each module has a class of its own: with a built-in method for `__getattr__`,
        # the interpreter asks the JavaScript object with no Python function between.
        lookup = type(self._target).__getattribute__.__get__(self._target)
        members = {"__getattr__": lookup}
        own_class: type[JsModule] = type("JsModule", (JsModule,), members)
        module = own_class(spec.name)
        module.__js_object__ = self._target
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is left to do."""


_finder = JsFinder()


def install(global_object: JsProxy) -> None:
    """Make `import js` work; `global_object` is what `js` stands for."""
    # First in the list: who registers a name means it.
    sys.meta_path.insert(0, _finder)
    _finder.register("js", global_object)


def register_js_module(name: str, target: JsProxy) -> None:
    """Make a JavaScript object importable under a name, which it takes over."""
    if not isinstance(name, str):
        raise TypeError(f"name must be a str, not {type(name).__name__}")
    if not isinstance(target, JsProxy):
        raise TypeError(f"target must be a JsProxy, not {type(target).__name__}")
    _finder.register(name, target)


def unregister_js_module(name: str) -> None:
    """Undo `register_js_module`."""
    _finder.unregister(name)


def _forget(name: str) -> None:
    for loaded in [*sys.modules]:
        if loaded == name or loaded.startswith(f"{name}."):
            del sys.modules[loaded]


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _is_submodule(module: ModuleType, name: str, value: object) -> bool:
    # The import system sets each module that it loads on its parent.
    return isinstance(value, JsModule) and value.__name__ == f"{module.__name__}.{name}"
