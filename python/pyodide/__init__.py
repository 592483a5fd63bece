"""The names under which Pyodide's programs know `jaspy`."""

from __future__ import annotations

from jaspy import (
    JsException,
    __version__,
    as_nested_list,
    eval_code,
    eval_code_async,
    find_imports,
    get_completions,
    open_url,
)

__all__ = [
    "JsException",
    "__version__",
    "as_nested_list",
    "eval_code",
    "eval_code_async",
    "find_imports",
    "get_completions",
    "open_url",
]
