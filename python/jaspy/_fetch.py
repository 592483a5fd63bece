"""Fetching by JavaScript's `fetch`."""

from __future__ import annotations

from jaspy import _javascript
from jaspy._bridge import JsProxy, to_js
from jaspy._fetch_failure import failing
from jaspy._fetch_response import FetchResponse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any


async def pyfetch(
    url: str | JsProxy,
    *,
    signal: JsProxy | None = None,
    fetcher: Callable[..., Awaitable[JsProxy]] | None = None,
    **kwargs: Any,
) -> FetchResponse:
    """Fetch a URL, or what a JavaScript Request says, and give the response once it begins.

    Keyword arguments are the options of JavaScript's `fetch`: `method`, `headers`, `body` and so
    on. `signal` is an AbortSignal; cancelling the task that waits aborts the request, too.
    `fetcher` is called in the place of `fetch`, with the same arguments.

    An answer with an error's status is a response like any other: see `raise_for_status`. Raises
    AbortError for a request that is aborted, and OSError for one that the network or the engine
    refuses.

    >>> response = await pyfetch("https://example.org/data.json")
    >>> await response.json()
    """
    if not isinstance(url, str | JsProxy):
        raise TypeError(f"url must be a str or a JavaScript Request, not {type(url).__name__}")
    if not isinstance(signal, JsProxy | None):
        raise TypeError(f"signal must be an AbortSignal, not {type(signal).__name__}")
    functions = _javascript.fetching
    controller = functions.newController()
    if signal is None:
        signal = controller.signal
    else:
        signal = functions.eitherSignal(signal, controller.signal)
    options = to_js({**kwargs, "signal": signal})
    text = url if isinstance(url, str) else str(url.url)
    with failing(text, controller, signal):
        response = await (fetcher or functions.fetch)(url, options)
    return FetchResponse(text, response, controller, signal)
