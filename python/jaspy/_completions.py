"""Suggestions for source text that is being written."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def get_completions(
    code: str,
    cursor: int | None = None,
    namespaces: list[dict[str, Any]] | None = None,
) -> list[str]:
    """List what the name at the cursor of a source could become, in alphabetical order.

    `cursor` counts characters from the start of `code`; by default it is at the end.
    `namespaces` are searched for the names that the source uses, by default that of
    `__main__`. Raises ModuleNotFoundError unless the package `jedi` is installed, and
    ValueError for a cursor outside of the source.
    """
    if not isinstance(code, str):
        raise TypeError(f"code must be a str, not {type(code).__name__}")
    position = len(code) if cursor is None else cursor
    if not 0 <= position <= len(code):
        raise ValueError(f"cursor must be from 0 to {len(code)}, not {cursor}")
    # Not needed at start.
    from importlib import import_module

    try:
        jedi = import_module("jedi")
    except ModuleNotFoundError as error:
        if error.name != "jedi":
            raise
        message = "get_completions needs the package jedi: install it first"
        raise ModuleNotFoundError(message, name="jedi") from None
    if namespaces is None:
        import __main__

        namespaces = [vars(__main__)]
    before = code[:position]
    line = before.count("\n") + 1
    column = position - (before.rfind("\n") + 1)
    completions = jedi.Interpreter(code, namespaces).complete(line, column)
    return [completion.name for completion in completions]
