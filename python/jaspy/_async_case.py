"""Keeps the coroutines of `unittest` from passing unseen where nothing can wait for them."""

from __future__ import annotations

from unittest import async_case

from jaspy._run_sync import can_run_sync

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_set_up_runner: Any = async_case.IsolatedAsyncioTestCase._setupAsyncioRunner  # type: ignore[attr-defined]


def _set_up_or_refuse(test: Any) -> None:
    _set_up_runner(test)
    if not can_run_sync():
        test._callSetUp = _refuse


def _refuse() -> NoReturn:
    raise RuntimeError(
        "IsolatedAsyncioTestCase needs to wait, and nothing can wait here: run the tests by "
        "runPythonAsync in an engine with JavaScript Promise Integration"
    )


async_case.IsolatedAsyncioTestCase._setupAsyncioRunner = _set_up_or_refuse  # type: ignore[attr-defined]
