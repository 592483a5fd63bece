"""Fetching from URLs."""

from __future__ import annotations

from jaspy._fetch import pyfetch
from jaspy._fetch_response import FetchResponse
from jaspy._http_error import AbortError, BodyUsedError, HttpStatusError
from jaspy._open_url import open_url

__all__ = [
    "AbortError",
    "BodyUsedError",
    "FetchResponse",
    "HttpStatusError",
    "open_url",
    "pyfetch",
]
