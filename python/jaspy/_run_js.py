"""Running JavaScript source text."""

from __future__ import annotations

from jaspy._bridge import global_this

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def run_js(code: str) -> Any:
    """Run JavaScript source in the global scope and return its last value.

    A page whose content security policy forbids `eval` refuses this.
    """
    if not isinstance(code, str):
        raise TypeError(f"code must be a str, not {type(code).__name__}")
    return global_this.eval(code)
