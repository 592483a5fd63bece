"""Running source text, and looking at it."""

from __future__ import annotations

from jaspy._bridge import global_this
from jaspy._code_runner import CodeRunner
from jaspy._completions import get_completions
from jaspy._eval import eval_code, eval_code_async
from jaspy._relaxed import relaxed_call, relaxed_wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "CodeRunner",
    "eval_code",
    "eval_code_async",
    "find_imports",
    "get_completions",
    "relaxed_call",
    "relaxed_wrap",
    "run_js",
]


def find_imports(code: str) -> list[str]:
    """List the top-level packages that a source imports, in order, each once.

    Relative imports are left out. A source with a syntax error imports nothing.

    >>> find_imports("import numpy as np; import scipy.stats")
    ['numpy', 'scipy']
    """
    if not isinstance(code, str):
        raise TypeError(f"code must be a str, not {type(code).__name__}")
    # Not needed at start, and slow to import.
    import ast
    from textwrap import dedent

    try:
        tree = ast.parse(dedent(code))
    except (SyntaxError, ValueError):
        return []
    imports = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    imports.sort(key=lambda node: (node.lineno, node.col_offset))
    found: dict[str, None] = {}
    for node in imports:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif node.level == 0 and node.module is not None:
            names = [node.module]
        else:
            continue  # relative: part of the importing package itself
        for name in names:
            found.setdefault(name.partition(".")[0])
    return list(found)


def run_js(code: str) -> Any:
    """Run JavaScript source in the global scope and return its last value.

    A page whose content security policy forbids `eval` refuses this.
    """
    if not isinstance(code, str):
        raise TypeError(f"code must be a str, not {type(code).__name__}")
    return global_this.eval(code)
