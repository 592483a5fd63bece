"""How a request that fails reaches whoever waits for it."""

from __future__ import annotations

from asyncio import CancelledError
from contextlib import contextmanager

from jaspy import _javascript
from jaspy._bridge import JsException
from jaspy._http_error import AbortError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from jaspy._bridge import JsProxy


@contextmanager
def failing(url: str, controller: JsProxy | None, signal: JsProxy | None) -> Iterator[None]:
    """Abort a request when who waits for it is cancelled; raise its failures as OSErrors."""
    try:
        yield
    except CancelledError as error:
        if controller is not None:
            _javascript.fetching.abort(controller, "\n".join(map(str, error.args)) or None)
        raise
    except JsException as error:
        if signal is not None and signal.aborted:
            raise AbortError(signal.reason) from error
        raise OSError(f"cannot fetch {url}: {_why(error)}") from error


def _why(error: JsException) -> str:
    # Node says of any failure that the fetch failed, and the rest by the error's cause.
    cause = error.__cause__
    return f"{error.message}: {cause}" if cause is not None else error.message
