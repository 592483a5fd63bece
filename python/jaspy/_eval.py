"""Running Python source text at once: what `runPython` does."""

from __future__ import annotations

from jaspy._code_runner import TOP_LEVEL_AWAIT, CodeRunner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Unpack

    from jaspy._code_runner import RunnerOptions


def eval_code(
    code: str,
    ns: dict[str, Any] | None = None,
    locals: Mapping[str, Any] | None = None,
    *,
    globals: dict[str, Any] | None = None,
    **options: Unpack[RunnerOptions],
) -> Any:
    """Run Python source and return the value of its last expression.

    A semicolon after that expression makes the result `None`. Indentation that all
    lines have in common is removed.

    `ns` (or `globals`, which means the same) is the namespace to run in, by default a
    new one; `locals` takes what the source assigns, if it is another mapping. The
    options are those of `CodeRunner`.
    """
    return CodeRunner(code, **options).compile().run(_namespace(ns, globals), locals)


async def eval_code_async(
    code: str,
    ns: dict[str, Any] | None = None,
    locals: Mapping[str, Any] | None = None,
    *,
    globals: dict[str, Any] | None = None,
    **options: Unpack[RunnerOptions],
) -> Any:
    """Run Python source that may use `await`, `async for` and `async with` at top level.

    Otherwise as `eval_code`.
    """
    options["flags"] = options.get("flags", 0) | TOP_LEVEL_AWAIT
    runner = CodeRunner(code, **options).compile()
    return await runner.run_async(_namespace(ns, globals), locals)


def _namespace(ns: dict[str, Any] | None, globals: dict[str, Any] | None) -> dict[str, Any] | None:
    if ns is not None and globals is not None:
        raise TypeError("ns and globals mean the same: give only one of them")
    return ns if globals is None else globals
