"""Calls that drop surplus arguments, as JavaScript's do."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def relaxed_call[T](func: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    """Call `func` without the arguments that it has no parameters for.

    >>> relaxed_call(lambda x: x, 1, 2, y=3)
    1

    A function that does not tell its parameters is called with all of them.
    """
    # Slow to import, and not needed at start.
    from inspect import Parameter, signature

    try:
        parameters = signature(func).parameters.values()
    except (TypeError, ValueError):
        return func(*args, **kwargs)
    positional = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    named = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    kinds = [parameter.kind for parameter in parameters]
    if Parameter.VAR_POSITIONAL not in kinds:
        args = args[: sum(kind in positional for kind in kinds)]
    if Parameter.VAR_KEYWORD not in kinds:
        names = {parameter.name for parameter in parameters if parameter.kind in named}
        kwargs = {name: value for name, value in kwargs.items() if name in names}
    return func(*args, **kwargs)


def relaxed_wrap[T](func: Callable[..., T]) -> Callable[..., T]:
    """Make a function that drops the arguments which `func` has no parameters for."""
    from functools import wraps

    @wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> T:
        return relaxed_call(func, *args, **kwargs)

    return wrapper
