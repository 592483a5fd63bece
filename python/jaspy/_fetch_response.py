"""The response to a request."""

from __future__ import annotations

from jaspy import _javascript
from jaspy._bridge import JsBuffer, JsProxy
from jaspy._fetch_failure import failing
from jaspy._http_error import AbortError, BodyUsedError, HttpStatusError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import builtins
    from collections.abc import Awaitable, Callable
    from typing import Any


class FetchResponse:
    """A response, of which the head has arrived; the body is waited for, and can be read once.

    `js_response` is JavaScript's Response.
    """

    def __init__(
        self,
        url: str,
        js_response: JsProxy,
        abort_controller: JsProxy | None = None,
        abort_signal: JsProxy | None = None,
    ) -> None:
        self._url = url
        self.js_response = js_response
        self.abort_controller = abort_controller
        self.abort_signal = abort_signal

    def __repr__(self) -> str:
        return f"<FetchResponse [{self.status}] {self.url}>"

    @property
    def url(self) -> str:
        """Where the response came from in the end, after redirections."""
        return self.js_response.url  # type: ignore[no-any-return]

    @property
    def status(self) -> int:
        """The status, such as 200."""
        return self.js_response.status  # type: ignore[no-any-return]

    @property
    def status_text(self) -> str:
        """What the server says of the status, such as "OK"."""
        return self.js_response.statusText  # type: ignore[no-any-return]

    @property
    def ok(self) -> bool:
        """Whether the status is from 200 to 299."""
        return self.js_response.ok  # type: ignore[no-any-return]

    @property
    def headers(self) -> dict[str, str]:
        """The headers, whose names are in lower case."""
        return _javascript.fetching.headers(self.js_response).to_py()  # type: ignore[no-any-return]

    @property
    def redirected(self) -> bool:
        """Whether the response comes from another URL than the request went to."""
        return self.js_response.redirected  # type: ignore[no-any-return]

    @property
    def type(self) -> str:
        """How the response may be used: "basic", "cors", "opaque" and so on."""
        return self.js_response.type  # type: ignore[no-any-return]

    @property
    def body_used(self) -> bool:
        """Whether the body has been read; then it cannot be read again."""
        return self.js_response.bodyUsed  # type: ignore[no-any-return]

    def raise_for_status(self) -> None:
        """Raise HttpStatusError for a status from 400 to 599."""
        if 400 <= self.status < 600:
            raise HttpStatusError(self.status, self.status_text, self.url)

    def clone(self) -> FetchResponse:
        """Give another response with a body of its own. Raises BodyUsedError after reading."""
        if self.body_used:
            raise BodyUsedError
        return FetchResponse(
            self._url, self.js_response.clone(), self.abort_controller, self.abort_signal
        )

    def abort(self, reason: Any = None) -> None:
        """Abort the request: whoever waits for the body gets an AbortError for this reason.

        Raises ValueError for a response that was made without a controller.
        """
        if self.abort_controller is None:
            raise ValueError("abort_controller is not set")
        # What JavaScript throws is to be a JavaScript object or a text.
        told = reason if reason is None or isinstance(reason, JsProxy) else str(reason)
        _javascript.fetching.abort(self.abort_controller, told)

    async def buffer(self) -> Any:
        """Give the body as an ArrayBuffer, which is a memoryview with the classic semantics."""
        return await self._read(self.js_response.arrayBuffer)

    async def text(self) -> str:
        """Give the body as a text, decoded from UTF-8."""
        return await self._read(self.js_response.text)  # type: ignore[no-any-return]

    async def string(self) -> str:
        """Do what `text` does, under its former name."""
        return await self.text()

    async def json(self, **kwargs: Any) -> Any:
        """Give what `json.loads` makes of the body; it gets the keyword arguments."""
        # Not needed by most requests.
        from json import loads

        return loads(await self.text(), **kwargs)

    async def memoryview(self) -> builtins.memoryview:
        """Give the body as a memoryview."""
        buffer = await self.buffer()
        return buffer.to_memoryview() if isinstance(buffer, JsBuffer) else buffer

    async def bytes(self) -> builtins.bytes:
        """Give the body as bytes."""
        buffer = await self.buffer()
        return buffer.to_bytes() if isinstance(buffer, JsBuffer) else buffer.tobytes()

    async def unpack_archive(
        self, *, extract_dir: str | None = None, format: str | None = None
    ) -> None:
        """Unpack the body, an archive, into a folder; by default the working directory.

        `format` is a name that `shutil.unpack_archive` knows or a usual name of one, such as
        "whl" or "tar.gz"; by default the end of the URL says it. Raises ValueError if it is
        unknown.
        """
        from jaspy._archive import format_of_url, unpack_bytes

        kind = format_of_url(self._url) if format is None else format
        unpack_bytes(await self.memoryview(), kind, extract_dir)

    async def _read(self, read: Callable[[], Awaitable[Any]]) -> Any:
        if self.abort_signal is not None and self.abort_signal.aborted:
            raise AbortError(self.abort_signal.reason)
        if self.body_used:
            raise BodyUsedError
        with failing(self._url, self.abort_controller, self.abort_signal):
            return await read()
