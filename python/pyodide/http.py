"""`jaspy.http` under Pyodide's name."""

from __future__ import annotations

from jaspy.http import (
    AbortError,
    BodyUsedError,
    FetchResponse,
    HttpStatusError,
    open_url,
    pyfetch,
)

__all__ = [
    "AbortError",
    "BodyUsedError",
    "FetchResponse",
    "HttpStatusError",
    "open_url",
    "pyfetch",
]
