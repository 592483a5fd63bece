"""Run CPython's tests of asyncio on WebLoop.

Tests that are coroutines run on the loop that always runs, as tasks of the engine. The others
make a loop and wait for it: they get one whose turns are WebLoop's but are taken in place.
"""

import asyncio
import importlib.util
import inspect
import time
import unittest
from asyncio.base_events import BaseEventLoop
from collections.abc import Iterable
from typing import Any

from jaspy.webloop import WebLoop, running_loop

# What of asyncio is not CPython's own here.
_REPLACED = ("DefaultEventLoopPolicy", "EventLoop", "run", "Runner")


class BlockingLoop(WebLoop):
    """WebLoop without JavaScript: whoever runs it waits for it."""

    run_forever = BaseEventLoop.run_forever
    run_until_complete = BaseEventLoop.run_until_complete
    stop = BaseEventLoop.stop
    close = BaseEventLoop.close
    is_running = BaseEventLoop.is_running
    shutdown_asyncgens = BaseEventLoop.shutdown_asyncgens
    shutdown_default_executor = BaseEventLoop.shutdown_default_executor

    def __init__(self) -> None:
        super().__init__()
        self._thread_id = None

    def request_turn(self) -> None:
        """Note that there is something to do: whoever runs the loop will see."""

    def _set_alarm(self, when: float) -> None:
        self._alarm = when

    def _run_once(self) -> None:
        if not (self._ready or self._stopping):
            if not self._scheduled:
                raise RuntimeError("nothing will ever be ready")
            time.sleep(max(0.0, self._scheduled[0]._when - self.time()))
        super()._run_once()


class BlockingPolicy(asyncio.events.BaseDefaultEventLoopPolicy):
    """Makes such loops."""

    _loop_factory = BlockingLoop


async def run(tests: Iterable[unittest.TestCase], result: unittest.TestResult) -> None:
    """Run tests with the fixtures of their classes and modules."""
    fixtures: Any = unittest.TestSuite()
    shared: Any = result
    policy = asyncio.get_event_loop_policy()
    here = {name: getattr(asyncio, name) for name in _REPLACED}
    original = _original_runners()
    _use(
        DefaultEventLoopPolicy=BlockingPolicy,
        EventLoop=BlockingLoop,
        run=original.run,
        Runner=original.Runner,
    )
    asyncio.set_event_loop_policy(BlockingPolicy())
    try:
        for test in tests:
            fixtures._tearDownPreviousClass(test, result)
            fixtures._handleModuleFixture(test, result)
            fixtures._handleClassSetUp(test, result)
            shared._previousTestClass = type(test)
            if getattr(type(test), "_classSetupFailed", False) or shared._moduleSetUpFailed:
                continue
            if isinstance(test, unittest.IsolatedAsyncioTestCase):
                await _run_on_web_loop(test, result)
            else:
                _run_in_place(test, result)
        fixtures._tearDownPreviousClass(None, result)
        fixtures._handleModuleTearDown(result)
    finally:
        _use(**here)
        asyncio.set_event_loop_policy(policy)


def _use(**replaced: Any) -> None:
    for module in (asyncio, asyncio.runners):
        vars(module).update(replaced)


def _original_runners() -> Any:
    """Give the module with CPython's `run` and `Runner`, which wait."""
    spec = importlib.util.find_spec("asyncio.runners")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run_in_place(test: unittest.TestCase, result: unittest.TestResult) -> None:
    """Run a test that runs loops itself, as if none ran."""
    asyncio._set_running_loop(None)
    try:
        test.run(result)
    finally:
        asyncio._set_running_loop(running_loop())


async def _run_on_web_loop(test: Any, result: unittest.TestResult) -> None:
    """Do what `TestCase.run` does, and wait where it would have a loop wait."""
    result.startTest(test)
    method = getattr(test, test._testMethodName)
    try:
        skipped = getattr(method, "__unittest_skip__", False)
        if skipped or getattr(type(test), "__unittest_skip__", False):
            holder = method if skipped else type(test)
            result.addSkip(test, getattr(holder, "__unittest_skip_why__", ""))
            return
        outcome: Any = unittest.case._Outcome(result)  # type: ignore[attr-defined]
        test._outcome = outcome
        # A task of its own: the test may cancel it, and keeps its context variables.
        await asyncio.create_task(_run_parts(test, method, outcome))
        if outcome.success:
            result.addSuccess(test)
    finally:
        result.stopTest(test)


async def _run_parts(test: Any, method: Any, outcome: Any) -> None:
    await _run_part(test, outcome, test.setUp, test.asyncSetUp)
    if outcome.success:
        await _run_part(test, outcome, method)
        await _run_part(test, outcome, test.asyncTearDown, test.tearDown)
    while test._cleanups:
        function, args, named = test._cleanups.pop()
        await _run_part(test, outcome, lambda f=function, a=args, n=named: f(*a, **n))


async def _run_part(test: Any, outcome: Any, *functions: Any) -> None:
    with outcome.testPartExecutor(test):
        for function in functions:
            made = function()
            if inspect.isawaitable(made):
                await made
