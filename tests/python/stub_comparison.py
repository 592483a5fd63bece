"""Compares a module's stub with the module: names, bases, members, parameters."""

from __future__ import annotations

import ast
import collections.abc
import inspect
from collections.abc import Iterator
from types import ModuleType

type Function = ast.FunctionDef | ast.AsyncFunctionDef

# What Python puts into classes, and slots that a class fills for a reason of its own.
_ATTRIBUTE_HOOKS = {"__getattr__"}
_OWN_MEMBERS = {"__class_getitem__", "__dir__", "__doc__", "__module__", "__new__", "__weakref__"}


class Comparison:
    """A stub's source beside the module that it is about."""

    def __init__(self, source: str, module: ModuleType) -> None:
        self._module = module
        self._nodes: dict[str, list[ast.stmt]] = {}
        for name, node in _definitions(ast.parse(source)):
            self._nodes.setdefault(name, []).append(node)

    def names(self) -> list[str]:
        """List the public names of the stub and of the module."""
        public = {name for name in vars(self._module) if not name.startswith("_")}
        return sorted(public | self._nodes.keys())

    def problems(self, name: str, example: object = None) -> list[str]:
        """Tell in what the stub and the module disagree about a name.

        A class is asked by way of an example of its instances, if there is one.
        """
        nodes = self._nodes.get(name)
        if nodes is None:
            return [f"the stub lacks {name}"]
        if not hasattr(self._module, name):
            return [f"there is no {name}"]
        found = getattr(self._module, name)
        match nodes[0]:
            case ast.ClassDef() as node:
                full = found if example is None else type(example)
                return [f"{name}: {text}" for text in self._class(node, found, full)]
            case ast.FunctionDef():
                return [*_function(name, nodes, found)]
        return []

    def _class(self, node: ast.ClassDef, found: object, full: type) -> Iterator[str]:
        if not isinstance(found, type):
            yield "it is no class"
            return
        if not issubclass(full, found):
            yield f"{full.__name__} is no example"
        for base in node.bases:
            name = ast.unparse(base).partition("[")[0]
            known = getattr(self._module, name, None) or _standard(name)
            if not issubclass(full, known):
                yield f"it is no subclass of {name}"
        if node.type_params and not hasattr(found, "__class_getitem__"):
            yield "it has no type parameters"
        yield from _members(node, found, full)


def _standard(name: str) -> type:
    import builtins

    return getattr(collections.abc, name, None) or getattr(builtins, name)


def _definitions(tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ast.stmt]]:
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name, node
            case ast.AsyncFunctionDef(name=name):
                yield name, node
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name, node


def _members(node: ast.ClassDef, found: type, full: type) -> Iterator[str]:
    members: dict[str, list[ast.stmt]] = {}
    for name, member in _definitions(node):
        members.setdefault(name, []).append(member)
    for name, definitions in members.items():
        if name in _OWN_MEMBERS:
            continue
        if not isinstance(definitions[0], ast.FunctionDef):
            continue  # a property of the JavaScript object
        member = inspect.getattr_static(full, name, None)
        if member is None and name not in _ATTRIBUTE_HOOKS:
            yield f"it has no {name}"
        else:
            yield from _function(name, definitions, member)
    for name in vars(found).keys() - members.keys() - _OWN_MEMBERS:
        inherited = any(hasattr(base, name) for base in found.__mro__[1:])
        if not (inherited and name.startswith("__")):
            yield f"the stub lacks {name}"


def _function(name: str, nodes: list[ast.stmt], found: object) -> Iterator[str]:
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    if any(_is_decorated(node, "property") for node in functions):
        if not inspect.isdatadescriptor(found):
            yield f"{name} is no property"
        return
    if name in _ATTRIBUTE_HOOKS:
        return
    if not callable(found) and not isinstance(found, (classmethod, staticmethod)):
        yield f"{name} is no function"
        return
    # CPython describes slots by names of its own.
    if any(_is_decorated(node, "overload") for node in functions) or name.startswith("__"):
        return
    try:
        actual = inspect.signature(found)
    except ValueError:
        return  # a slot, or a class method, whose parameters CPython cannot tell
    expected = [*_parameters(functions[0].args)]
    if expected != [*_actual(actual)]:
        yield f"{name}{actual} has in the stub the parameters {expected}"


def _is_decorated(node: ast.FunctionDef, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in node.decorator_list)


def _actual(signature: inspect.Signature) -> Iterator[str]:
    for parameter in signature.parameters.values():
        default = parameter.default is not inspect.Parameter.empty
        yield _described(parameter.name, parameter.kind, has_default=default)


def _parameters(arguments: ast.arguments) -> Iterator[str]:
    kinds = inspect.Parameter
    positional = [(each, kinds.POSITIONAL_ONLY) for each in arguments.posonlyargs]
    positional += [(each, kinds.POSITIONAL_OR_KEYWORD) for each in arguments.args]
    required = len(positional) - len(arguments.defaults)
    for index, (argument, kind) in enumerate(positional):
        yield _described(argument.arg, kind, has_default=index >= required)
    if arguments.vararg:
        yield _described(arguments.vararg.arg, kinds.VAR_POSITIONAL, has_default=False)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _described(argument.arg, kinds.KEYWORD_ONLY, has_default=default is not None)
    if arguments.kwarg:
        yield _described(arguments.kwarg.arg, kinds.VAR_KEYWORD, has_default=False)


def _described(name: str, kind: inspect._ParameterKind, *, has_default: bool) -> str:
    # Methods of the interpreter take `self` by position only, which nobody can tell.
    if name == "self":
        return name
    return f"{kind.description} {name}{' = ...' if has_default else ''}"
