"""The names of PEP 818 for what `jaspy` does."""

from __future__ import annotations

try:
    # A module, too, so that `from jstypes.global_this import name` works.
    from jstypes import global_this  # type: ignore[attr-defined]
except ImportError:
    from jaspy._bridge import global_this

__all__ = ["global_this"]
