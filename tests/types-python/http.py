"""Requests, listeners and timers."""

from __future__ import annotations

from typing import Any, assert_type

from pyodide.ffi import JsProxy
from pyodide.ffi.wrappers import (
    add_event_listener,
    clear_interval,
    clear_timeout,
    remove_event_listener,
    set_interval,
    set_timeout,
)
from pyodide.http import (
    AbortError,
    BodyUsedError,
    FetchResponse,
    HttpStatusError,
    open_url,
    pyfetch,
)

import js


# A request gives a response, whose body is waited for.
async def fetch() -> bytes:
    response = await pyfetch("/data", method="POST", headers={"a": "b"}, body=b"data")
    assert_type(response, FetchResponse)
    assert_type(response.status, int)
    assert_type(response.headers, dict[str, str])
    assert_type(await response.clone().text(), str)
    assert_type(await response.json(parse_int=str), Any)
    response.status = 5  # expect: misc
    text: str = response.text()  # expect: assignment
    print(text)
    await pyfetch(5)  # expect: arg-type
    await pyfetch("/data", signal="now")  # expect: arg-type
    await response.unpack_archive("/folder")  # expect: call-arg
    await response.unpack_archive(extract_dir="/folder", format="zip")
    return await response.bytes()


# Requests fail by exceptions of their own.
async def failures(signal: JsProxy) -> str:
    try:
        response = await pyfetch("/data", signal=signal)
        response.raise_for_status()
        response.abort("enough")
    except HttpStatusError as error:
        return f"{error.status + 1}{error.status_text}{error.url}"
    except AbortError as error:
        return str(error.reason)
    except BodyUsedError as error:
        print(error.text)  # expect: attr-defined
    return open_url("/data").read()


# Listeners and timers are functions.
def listen(event: js.Event) -> None:
    print(event.type)


add_event_listener(js.document, "click", listen)
remove_event_listener(js.document, "click", listen)
add_event_listener("document", "click", listen)  # expect: arg-type
add_event_listener(js.document, "click", "listen")  # expect: arg-type
timer = set_timeout(lambda: None, 5)
clear_timeout(timer)
clear_interval(set_interval(print, 0.5))
set_timeout(listen, 5)  # expect: arg-type
set_timeout(print, "5")  # expect: arg-type
clear_timeout(None)  # expect: arg-type
