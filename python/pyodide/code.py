"""`jaspy.code` under Pyodide's name."""

from __future__ import annotations

from jaspy.code import (
    CodeRunner,
    eval_code,
    eval_code_async,
    find_imports,
    get_completions,
    relaxed_call,
    relaxed_wrap,
    run_js,
)

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
