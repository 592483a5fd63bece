"""`jaspy.code` under the name of PEP 818."""

from __future__ import annotations

from jaspy.code import run_js

__all__ = ["run_js"]
