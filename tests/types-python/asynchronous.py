# What can be waited for.
from typing import assert_type

from jaspy.ffi import (
    JsAsyncGenerator,
    JsAsyncIterable,
    JsAsyncIterator,
    JsException,
    JsPromise,
    JsProxy,
)
from jaspy.webloop import WebLoop, running_loop


# A promise is an awaitable with the methods that it has in JavaScript.
async def promises(promise: JsPromise[int]) -> None:
    assert_type(await promise, int)
    assert_type(promise.then(str), JsPromise[str])
    assert_type(promise.then(None, str), JsPromise[int | str])
    assert_type(promise.catch(lambda reason: None), JsPromise[int | None])
    assert_type(promise.finally_(print), JsPromise[int])
    promise.then(5)  # expect: call-overload
    try:
        await promise
    except JsException as error:
        print(error.message)


# What can be iterated over asynchronously.
async def iteration(
    iterable: JsAsyncIterable[str],
    iterator: JsAsyncIterator[int],
    generator: JsAsyncGenerator[bool],
) -> None:
    async for text in iterable:
        assert_type(text, str)
    assert_type(await anext(iterator), int)
    assert_type(await iterator.asend(None), int)
    assert_type(await generator.athrow(ValueError()), bool)
    await generator.aclose()


# Objects can be disposed of asynchronously.
async def disposal(target: JsProxy) -> None:
    async with target as same:
        assert_type(same, JsProxy)


# There is one loop.
def loop() -> WebLoop:
    return running_loop()
