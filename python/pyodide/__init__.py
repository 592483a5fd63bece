"""The names under which Pyodide's programs know `jaspy`."""

from __future__ import annotations

from jaspy import JsException, as_nested_list, eval_code, eval_code_async, find_imports

__all__ = ["JsException", "as_nested_list", "eval_code", "eval_code_async", "find_imports"]
