"""Fetching a text while Python waits."""

from __future__ import annotations

from io import StringIO

from jaspy import _javascript
from jaspy._bridge import JsException


def open_url(url: str) -> StringIO:
    """Fetch a text from a URL, and wait for it.

    A page or worker asks synchronously, which needs no `await`; the server must allow
    that. In Node `file:` URLs can be read as well.

    Raises OSError that names the URL and what is wrong.
    """
    if not isinstance(url, str):
        raise TypeError(f"url must be a str, not {type(url).__name__}")
    try:
        return StringIO(_javascript.read_url(url))
    except JsException as error:
        raise OSError(error.message) from error
