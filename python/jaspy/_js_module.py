"""JavaScript objects as Python modules: `js` and what `registerJsModule` adds.

Reading, setting and deleting an attribute of such a module does so on the JavaScript
object, so that `js.x` is never out of date. Given to JavaScript, the module of a
registered object is that object. Names with two underscores on either side belong to
Python's import system and stay in the module.
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
    from typing import Any
else:
    # The same classes, without importing the modules that name them.
    Loader = object
    ModuleType = type(sys)


class JsModule(ModuleType):
    """A module whose attributes are the properties of a JavaScript object.

    It has no name of its own that could hide a property.
    """

    # A module's own lookup would first make an error for each property.
    __getattribute__ = object.__getattribute__

    def __setattr__(self, name: str, value: object) -> None:
        """Set a property, or an attribute of the import system."""
        if _is_dunder(name):
            object.__setattr__(self, name, value)
        elif not _is_submodule(self, name, value):
            setattr(object_of(self), name, value)

    def __delattr__(self, name: str) -> None:
        """Delete a property, or an attribute of the import system."""
        if _is_dunder(name):
            object.__delattr__(self, name)
        else:
            delattr(object_of(self), name)

    def __dir__(self) -> Iterable[str]:
        """List the properties."""
        return dir(object_of(self))

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is the same object, or a module of it."""
        if isinstance(other, JsModule):
            other = object_of(other)
        return object_of(self) == other

    def __hash__(self) -> int:
        """Hash as the object does."""
        return hash(object_of(self))

    @property
    def __all__(self) -> list[str]:
        """Name what `from name import *` imports."""
        target = object_of(self)
        names = getattr(target, "__all__", None)
        if names is not None:
            return list(names)
        # Not needed at start.
        from keyword import iskeyword

        return [
            # As the name would be written after a dot.
            f"{name}_" if iskeyword(name) else name
            for name in _javascript.own_property_names(target)
            if name.isidentifier() and name[0] != "_"
        ]


class _JsSubmodule(JsModule):
    """A module that was found as the property of another.

    Each use reads the property anew: the import system keeps modules for ever.
    """

    __js_parent__: JsModule

    def __getattr__(self, name: str) -> Any:
        return getattr(object_of(self), name)


def object_of(module: JsModule) -> JsProxy:
    """Give the JavaScript object that a module stands for now."""
    if not isinstance(module, _JsSubmodule):
        registered: JsProxy = type(module).__js_object__  # type: ignore[attr-defined]
        return registered
    name = module.__name__.rpartition(".")[2]
    found = getattr(object_of(module.__js_parent__), name, None)
    if not isinstance(found, JsProxy):
        raise AttributeError(f"{module.__name__} is no JavaScript object any more")
    return found


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
        loader: Loader
        registered = self._registered.get(fullname)
        if registered is not None:
            loader = _Loader(registered)
        else:
            parent, _, name = fullname.rpartition(".")
            module = sys.modules.get(parent)
            if not isinstance(module, JsModule):
                return None  # not ours: the next finder may know it
            if not isinstance(getattr(module, name, None), JsProxy):
                return None
            loader = _SubmoduleLoader(module)
        return ModuleSpec(fullname, loader, origin="javascript", is_package=True)


class _Loader(Loader):
    """Makes the module of a registered object."""

    def __init__(self, target: JsProxy) -> None:
        self._target = target

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        target = self._target
        # Each module has a class of its own: with a built-in method for `__getattr__`,
        # the interpreter asks the JavaScript object with no Python function between.
        members = {
            "__getattr__": type(target).__getattribute__.__get__(target),
            # Read from the class also where a module crosses to JavaScript.
            "__js_object__": target,
        }
        if callable(target):
            members["__call__"] = lambda _, *args, **kwargs: target(*args, **kwargs)
        own_class: type[JsModule] = type("JsModule", (JsModule,), members)
        return own_class(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is left to do."""


class _SubmoduleLoader(Loader):
    """Makes the module of a property."""

    def __init__(self, parent: JsModule) -> None:
        self._parent = parent

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _JsSubmodule(spec.name)
        module.__js_parent__ = self._parent
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is left to do."""


_finder = JsFinder()


def install(global_object: JsProxy) -> None:
    """Make `import js` work, and PEP 818's name for the same: the global object."""
    # First in the list: who registers a name means it.
    sys.meta_path.insert(0, _finder)
    _finder.register("js", global_object)
    _finder.register("jstypes.global_this", global_object)


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
