"""What `asyncio` is told of the loop that always runs."""

from __future__ import annotations

import asyncio
from asyncio.events import BaseDefaultEventLoopPolicy

from jaspy import _runner
from jaspy.webloop import WebLoop, running_loop


class WebLoopPolicy(BaseDefaultEventLoopPolicy):
    """Knows one loop: there is none to make, and to set another changes nothing that runs."""

    def new_event_loop(self) -> WebLoop:
        """Give the one loop there is."""
        return running_loop()


class EventLoop(WebLoop):
    """What `asyncio.EventLoop()` is called on: there is one loop, and no other is made."""

    def __new__(cls) -> WebLoop:  # type: ignore[misc]
        """Give the one loop there is."""
        return running_loop()


def install() -> None:
    """Make the loop the running one, and `asyncio` use it."""
    asyncio.DefaultEventLoopPolicy = WebLoopPolicy  # type: ignore[assignment]
    asyncio.EventLoop = EventLoop  # type: ignore[assignment]
    asyncio.set_event_loop_policy(WebLoopPolicy())  # type: ignore[abstract]
    for module in (asyncio, asyncio.runners):
        module.run = _runner.run  # type: ignore[attr-defined]
        module.Runner = _runner.Runner  # type: ignore[attr-defined]
    running_loop().install()
