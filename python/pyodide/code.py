"""`jaspy.code` under Pyodide's name."""

from __future__ import annotations

from jaspy.code import eval_code, find_imports, run_js

__all__ = ["eval_code", "find_imports", "run_js"]
