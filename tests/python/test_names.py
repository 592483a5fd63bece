"""The names that programs import, inside of Jaspy and on an ordinary Python."""

from __future__ import annotations

import importlib.util
import pickle
import re
import unittest
from pathlib import Path

from jaspy import ffi

MODULES = (
    "jaspy",
    "jaspy.code",
    "jaspy.console",
    "jaspy.ffi",
    "jaspy.ffi.wrappers",
    "jaspy.http",
    "jaspy.webloop",
    "pyodide",
    "pyodide.code",
    "pyodide.console",
    "pyodide.ffi",
    "pyodide.ffi.wrappers",
    "pyodide.http",
    "jstypes",
    "jstypes.code",
    "jstypes.ffi",
)
IS_ORDINARY = importlib.util.find_spec("_jaspy") is None


class NamesTest(unittest.TestCase):
    def test_every_module_has_the_names_that_it_promises(self) -> None:
        for name in MODULES:
            module = importlib.import_module(name)
            self.assertGreater(len(module.__all__), 0, name)
            missing = [each for each in module.__all__ if not hasattr(module, each)]
            self.assertEqual(missing, [], name)

    def test_pyodide_and_jstypes_give_what_jaspy_has(self) -> None:
        for name in ("pyodide.ffi", "jstypes.ffi"):
            module = importlib.import_module(name)
            for theirs in module.__all__:
                ours = theirs.replace("JS", "Js", 1)
                self.assertIs(getattr(module, theirs), getattr(ffi, ours), f"{name}.{theirs}")

    def test_every_class_of_objects_is_a_js_proxy_that_nobody_makes(self) -> None:
        classes = [value for value in vars(ffi).values() if self._is_proxy_class(value)]
        self.assertGreater(len(classes), 15)
        for each in classes:
            with self.assertRaisesRegex(TypeError, "cannot (be instantiated|create)"):
                each()

    def test_classes_take_type_parameters(self) -> None:
        for text in ("JsArray[int]", "JsMap[str, int]", "JsCallable[[int], str]", "JsPromise[int]"):
            eval(text, vars(ffi))

    def test_exceptions_can_be_caught_and_raised(self) -> None:
        self.assertTrue(issubclass(ffi.JsException, Exception))
        self.assertTrue(issubclass(ffi.JsException, ffi.JsProxy))
        self.assertFalse(issubclass(ffi.PanicException, Exception))
        with self.assertRaises(ffi.ConversionError):
            raise ffi.ConversionError("a reason")

    def test_values_of_our_own_are_the_same_everywhere(self) -> None:
        self.assertFalse(ffi.jsnull)
        self.assertIs(pickle.loads(pickle.dumps(ffi.jsnull)), ffi.jsnull)
        number = pickle.loads(pickle.dumps(ffi.JsBigInt(2**70) + 1))
        self.assertEqual((type(number), number), (ffi.JsBigInt, 2**70 + 1))

    def _is_proxy_class(self, value: object) -> bool:
        if not isinstance(value, type) or not issubclass(value, ffi.JsProxy):
            return False
        return not issubclass(value, BaseException)


@unittest.skipUnless(IS_ORDINARY, "inside of Jaspy there is a bridge")
class WithoutBridgeTest(unittest.TestCase):
    def test_every_use_of_javascript_is_refused_with_the_reason(self) -> None:
        from jaspy.code import run_js
        from jstypes import global_this

        uses = (
            lambda: global_this.document,
            lambda: setattr(global_this, "title", 1),
            lambda: delattr(global_this, "title"),
            lambda: run_js("1"),
            lambda: ffi.create_proxy(print),
            lambda: ffi.create_once_callable(print),
            lambda: ffi.destroy_proxies(None),
        )
        for use in uses:
            with self.assertRaisesRegex(RuntimeError, "does not run inside Jaspy"):
                use()

    def test_requests_and_timers_are_refused(self) -> None:
        import asyncio

        from jaspy.ffi.wrappers import clear_timeout, set_timeout
        from jaspy.http import pyfetch

        uses = (
            lambda: asyncio.run(pyfetch("https://example.org")),
            lambda: set_timeout(print, 1),
            lambda: clear_timeout(1),
        )
        for use in uses:
            with self.assertRaisesRegex(RuntimeError, "there is no JavaScript here"):
                use()

    def test_programs_that_type_checkers_see_use_every_name(self) -> None:
        programs = Path(__file__).parent.parent.glob("types-python/*.py")
        words = set(re.findall(r"\w+", " ".join(each.read_text() for each in programs)))
        self.assertEqual(set(ffi.__all__) - words, set())

    def test_code_that_needs_no_javascript_works(self) -> None:
        from jaspy import eval_code, find_imports

        self.assertEqual(eval_code("x = 20\nx + 1"), 21)
        self.assertEqual(find_imports("import numpy as np"), ["numpy"])
        self.assertEqual(ffi.as_nested_list([1]), [1])


if __name__ == "__main__":
    unittest.main()
