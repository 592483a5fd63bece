"""Running source text."""

from __future__ import annotations

from jaspy._eval import eval_code
from jaspy._find_imports import find_imports
from jaspy._run_js import run_js

__all__ = ["eval_code", "find_imports", "run_js"]
