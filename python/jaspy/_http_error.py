"""Why a request failed, as programs catch it: each is an OSError."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class HttpStatusError(OSError):
    """The server answered with a status that means an error, from 400 to 599."""

    __module__ = "jaspy.http"

    def __init__(self, status: int, status_text: str, url: str) -> None:
        self.status = status
        self.status_text = status_text
        self.url = url
        super().__init__(f"{status} {self._kind()}: {status_text} for url: {url}")

    def _kind(self) -> str:
        if 400 <= self.status < 500:
            return "Client Error"
        if 500 <= self.status < 600:
            return "Server Error"
        return "Invalid error code not between 400 and 599"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.status, self.status_text, self.url)


class BodyUsedError(OSError):
    """The body of a response was read before, and can be read once."""

    __module__ = "jaspy.http"

    def __init__(self, *_args: object) -> None:
        super().__init__("Response body is already used")


class AbortError(OSError):
    """The request was aborted. `reason` is what the abort was given: mostly an exception."""

    __module__ = "jaspy.http"

    def __init__(self, reason: Any = None) -> None:
        self.reason = reason
        super().__init__(_text(reason))

    def __reduce__(self) -> tuple[Any, ...]:
        # JavaScript's errors go into a pickle, its other objects do not.
        reason = self.reason if isinstance(self.reason, BaseException) else str(self)
        return type(self), (reason,)


def _text(reason: Any) -> str:
    if reason is None:
        return "the request was aborted"
    # A JavaScript error's text begins with its name, which says no more than this class.
    message = getattr(reason, "message", None) if isinstance(reason, BaseException) else None
    return message if isinstance(message, str) and message else str(reason)
