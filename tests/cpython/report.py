"""Run one module of tests by `unittest` and say what became of each."""

import json
import os
import sys
import tempfile
import unittest
from collections.abc import Iterable, Iterator, Sequence
from typing import Any


async def run(module: str, excluded: Iterable[str]) -> str:
    """Give the counts of a module's tests as JSON."""
    _limit_resources()
    is_asynchronous = module.startswith("test.test_asyncio.")
    if is_asynchronous:
        _claim_sockets()
    # Tests leave files behind; none of them is to land in a mounted folder.
    os.chdir(tempfile.mkdtemp())
    exclusions = [str(name) for name in excluded]
    used: set[str] = set()
    suite = unittest.TestSuite()
    for test in _tests(_load(module)):
        if matching := [name for name in exclusions if _is_named(test, name)]:
            used.update(matching)
        else:
            suite.addTest(test)
    runner = unittest.TextTestRunner(stream=sys.stderr, verbosity=2)
    if is_asynchronous:
        # Its file is beside this one.
        import web_loop

        result = runner._makeResult()
        await web_loop.run(_tests(suite), result)
        result.printErrors()
    else:
        result = runner.run(suite)
    return json.dumps(_report(result, sorted(set(exclusions) - used)))


def _report(result: unittest.TestResult, unused: Sequence[str]) -> dict[str, object]:
    # Parts of one test fail one by one; the test is counted once.
    failed = {_name(test) for test, _ in (*result.failures, *result.errors)}
    failed |= {_name(test) for test in result.unexpectedSuccesses}
    skipped = {_name(test) for test, _ in result.skipped} - failed
    return {
        "passed": max(result.testsRun - len(failed) - len(skipped), 0),
        "skipped": len(skipped),
        "failed": sorted(failed),
        "unused": unused,
    }


def _load(module: str) -> unittest.TestSuite:
    try:
        return unittest.defaultTestLoader.loadTestsFromName(module)
    except unittest.SkipTest as reason:
        skipped = unittest.FunctionTestCase(unittest.skip(str(reason))(lambda: None))
        return unittest.TestSuite([skipped])


def _tests(suite: unittest.TestSuite | unittest.TestCase) -> Iterator[unittest.TestCase]:
    if isinstance(suite, unittest.TestCase):
        yield suite
        return
    for part in suite:
        yield from _tests(part)


def _is_named(test: unittest.TestCase, name: str) -> bool:
    return f".{name}." in f".{test.id()}."


def _name(test: Any) -> str:
    return str(getattr(test, "test_case", test).id())


def _claim_sockets() -> None:
    """Let the package of asyncio's tests be imported, though most of it cannot run here."""
    from test import support

    support.requires_working_socket = lambda module=False: None


def _limit_resources() -> None:
    """Have CPython's tests skip what takes a network, a screen or many minutes."""
    try:
        from test import support
    except ImportError:
        return  # no test of CPython's own
    support.use_resources = []
