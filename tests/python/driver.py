"""Lets JavaScript's test runner run tests of `unittest` one by one."""

from __future__ import annotations

import unittest
from collections.abc import Iterator


def test_names(folder: str) -> list[str]:
    """List the full names of all tests in a folder."""
    suite = unittest.defaultTestLoader.discover(folder)
    return [case.id() for case in _cases(suite)]


def failure_of(name: str) -> str | None:
    """Run one test; give the traceback of its failure, if it fails."""
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromName(name).run(result)
    if result.testsRun != 1:
        return f"{result.testsRun} tests ran for {name}"
    return next((text for _, text in result.errors + result.failures), None)


def _cases(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from _cases(part)
        else:
            yield part
