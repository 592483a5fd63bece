"""`jaspy.console` under Pyodide's name."""

from __future__ import annotations

from jaspy.console import Console, ConsoleFuture, PyodideConsole, repr_shorten

__all__ = ["Console", "ConsoleFuture", "PyodideConsole", "repr_shorten"]
