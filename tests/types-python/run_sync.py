"""Waiting without `await`."""

import asyncio

from jaspy.ffi import JsPromise, can_run_sync, run_sync
from jstypes.ffi import run_sync as same


async def five() -> int:
    return 5


# A wait gives what `await` does.
def waits(promise: JsPromise[str]) -> tuple[int, str]:
    if can_run_sync():
        print(same(asyncio.sleep(1, "slept")).upper())
    text: int = run_sync(promise)  # expect: assignment
    run_sync(5)  # expect: arg-type
    print(text)
    return run_sync(five()), run_sync(promise)
