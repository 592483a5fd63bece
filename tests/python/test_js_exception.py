"""JavaScript errors as Python exceptions."""

from __future__ import annotations

import traceback
import unittest

from pyodide.code import run_js
from pyodide.ffi import JsException


class JsExceptionTest(unittest.TestCase):
    def test_a_thrown_error_is_an_exception(self) -> None:
        with self.assertRaisesRegex(JsException, "^RangeError: too far$") as caught:
            run_js("(() => { throw new RangeError('too far'); })()")
        self.assertEqual(caught.exception.name, "RangeError")
        self.assertEqual(caught.exception.message, "too far")

    def test_it_can_be_chained(self) -> None:
        fail = run_js("() => { throw new Error('inner'); }")
        with self.assertRaises(ValueError) as caught:
            try:
                fail()
            except JsException as error:
                raise ValueError("outer") from error
        self.assertIsInstance(caught.exception.__cause__, JsException)
        text = "".join(traceback.format_exception(caught.exception))
        self.assertRegex(text, r"(?s)Error: inner.*direct cause.*ValueError: outer")

    def test_it_can_be_raised_again(self) -> None:
        fail = run_js("() => { throw new Error('again'); }")
        with self.assertRaises(JsException) as outer:
            try:
                fail()
            except JsException as error:
                first = error
                raise
        self.assertIs(outer.exception, first)

    def test_it_can_be_in_a_group(self) -> None:
        fail = run_js("() => { throw new Error('one of two'); }")
        seen = []
        try:
            try:
                fail()
            except JsException as error:
                raise ExceptionGroup("both", [error, ValueError("other")]) from None
        except* JsException as group:
            seen += [str(each) for each in group.exceptions]
        except* ValueError:
            seen.append("value")
        self.assertEqual(seen, ["Error: one of two", "value"])

    def test_it_takes_notes(self) -> None:
        fail = run_js("() => { throw new Error('noted'); }")
        try:
            fail()
        except JsException as error:
            error.add_note("while testing")
            text = traceback.format_exc()
            self.assertEqual(error.__notes__, ["while testing"])
            del error
        self.assertIn("noted", text)

    def test_an_error_value_can_be_raised(self) -> None:
        error = run_js("new TypeError('a value')")
        with self.assertRaises(JsException) as caught:
            raise error
        self.assertEqual(str(caught.exception), "TypeError: a value")

    def test_python_errors_are_not_wrapped_on_their_way(self) -> None:
        original = LookupError("mine")

        def fail() -> None:
            raise original

        with self.assertRaises(LookupError) as caught:
            run_js("f => f()")(fail)
        self.assertIs(caught.exception, original)


if __name__ == "__main__":
    unittest.main()
