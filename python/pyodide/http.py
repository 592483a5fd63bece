"""Fetching from Python, under Pyodide's name."""

from __future__ import annotations

from jaspy._open_url import open_url

__all__ = ["open_url"]
