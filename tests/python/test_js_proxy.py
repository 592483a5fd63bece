"""JavaScript objects used as Python objects."""

from __future__ import annotations

import unittest
import weakref

from pyodide.code import run_js
from pyodide.ffi import JsProxy


class AttributeTest(unittest.TestCase):
    def test_getattr_hasattr_setattr_delattr(self) -> None:
        target = run_js("({ a: 1 })")
        self.assertEqual(target.a, 1)
        self.assertTrue(hasattr(target, "a"))
        self.assertFalse(hasattr(target, "b"))
        target.b = 2
        self.assertEqual(target.b, 2)
        del target.a
        self.assertFalse(hasattr(target, "a"))

    def test_missing_attribute_names_the_attribute_and_the_object(self) -> None:
        target = run_js("({})")
        with self.assertRaises(AttributeError) as caught:
            print(target.nope)
        self.assertEqual(caught.exception.name, "nope")
        self.assertIs(caught.exception.obj, target)

    def test_operator_functions_work(self) -> None:
        from operator import attrgetter, methodcaller

        target = run_js("({ a: { b: 3 }, add: (x, y) => x + y })")
        self.assertEqual(attrgetter("a.b")(target), 3)
        self.assertEqual(methodcaller("add", 1, 2)(target), 3)

    def test_names_of_python_are_not_looked_up_in_javascript(self) -> None:
        touched = run_js("globalThis.touched = []")
        try:
            spy = run_js("new Proxy({}, { get(_, name) { touched.push(String(name)); } })")
            self.assertIsInstance(spy, JsProxy)
            self.assertIs(type(spy), spy.__class__)
            self.assertEqual(len(touched), 0, list(touched))
        finally:
            run_js("delete globalThis.touched")


class CallTest(unittest.TestCase):
    def test_star_arguments(self) -> None:
        join = run_js("(...values) => values.join('-')")
        self.assertEqual(join(*"abc", 1), "a-b-c-1")

    def test_partial_map_and_sorted(self) -> None:
        from functools import partial

        add = run_js("(a, b) => a + b")
        self.assertEqual(partial(add, 1)(2), 3)
        self.assertEqual(list(map(run_js("x => -x"), [1, 2])), [-1, -2])
        self.assertEqual(sorted([1, 2, 3], key=run_js("x => -x")), [3, 2, 1])

    def test_keyword_arguments_are_an_object_at_the_end(self) -> None:
        keys = run_js("(...values) => Object.entries(values.at(-1)).join()")
        self.assertEqual(keys(1, a=1, b="x"), "a,1,b,x")

    def test_a_call_of_no_function_names_the_object(self) -> None:
        with self.assertRaisesRegex(TypeError, "not callable"):
            run_js("({})")()


class ContainerTest(unittest.TestCase):
    def test_array_index_and_length(self) -> None:
        array = run_js("['a', 'b']")
        self.assertEqual((len(array), array[0], array[-1]), (2, "a", "b"))
        with self.assertRaises(IndexError):
            array[2]

    def test_unpacking_zip_enumerate_and_reversed_of_a_copy(self) -> None:
        array = run_js("[1, 2, 3]")
        first, *rest = array
        self.assertEqual((first, rest), (1, [2, 3]))
        self.assertEqual(list(zip(array, "abc", strict=True)), [(1, "a"), (2, "b"), (3, "c")])
        self.assertEqual(list(enumerate(array)), [(0, 1), (1, 2), (2, 3)])
        self.assertEqual([sum(array), max(array), sorted(array, reverse=True)], [6, 3, [3, 2, 1]])

    def test_dict_of_a_plain_object(self) -> None:
        self.assertEqual(dict(run_js("({ a: 1, b: 'two' })")), {"a": 1, "b": "two"})

    def test_iteration_ends_where_python_stops_asking(self) -> None:
        endless = run_js("(function* () { for (let i = 0; ; i++) yield i; })()")
        self.assertEqual([x for x, _ in zip(endless, range(3), strict=False)], [0, 1, 2])
        self.assertEqual(next(endless), 4)

    def test_an_object_is_a_condition(self) -> None:
        self.assertEqual(
            [bool(run_js(text)) for text in ("({})", "[]", "[0]", "new Set()")],
            [True, False, True, False],
        )


class IdentityTest(unittest.TestCase):
    def test_equality_and_hash(self) -> None:
        make = run_js("() => ({})")
        first, second = make(), make()
        self.assertEqual(first, first)
        self.assertNotEqual(first, second)
        self.assertEqual({first: 1, second: 2}[first], 1)
        self.assertIn(second, {first, second})
        self.assertNotIn(make(), [first, second])

    def test_the_same_object_is_the_same_proxy(self) -> None:
        echo = run_js("x => x")
        target = run_js("({})")
        self.assertIs(echo(target), target)

    def test_weak_reference(self) -> None:
        target = run_js("({})")
        reference = weakref.ref(target)
        self.assertIs(reference(), target)
        del target
        self.assertIsNone(reference())

    def test_python_objects_come_back_as_themselves(self) -> None:
        echo = run_js("x => x")
        for value in (object(), {1, 2}, len, int, self, 1j, ...):
            self.assertIs(echo(value), value)


class PythonSyntaxTest(unittest.TestCase):
    def test_isinstance_holds_for_every_proxy(self) -> None:
        for text in ("({})", "[]", "() => 1", "new Map()", "Symbol('s')"):
            self.assertIsInstance(run_js(text), JsProxy, text)

    def test_format_and_f_strings(self) -> None:
        array = run_js("[1, 2]")
        self.assertEqual(f"{array} {array!s} {array!r}", "1,2 1,2 1,2")

    def test_annotations_pattern_matching_on_attributes(self) -> None:
        match run_js("({ kind: 'point', x: 1 })"):
            case JsProxy(kind="point", x=x):
                self.assertEqual(x, 1)
            case other:
                self.fail(f"no match for {other!r}")


if __name__ == "__main__":
    unittest.main()
