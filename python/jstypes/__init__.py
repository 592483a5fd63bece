"""The names of PEP 818 for what `jaspy` does."""

from __future__ import annotations

from jaspy._bridge import global_this

__all__ = ["global_this"]
