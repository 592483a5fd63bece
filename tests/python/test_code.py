"""Running source text from Python."""

import sys
import unittest
from types import ModuleType, SimpleNamespace
from unittest import mock

from pyodide import as_nested_list, get_completions, open_url
from pyodide.code import (
    CodeRunner,
    eval_code,
    eval_code_async,
    find_imports,
    relaxed_call,
    relaxed_wrap,
    run_js,
)


class CodeRunnerTest(unittest.TestCase):
    def test_a_runner_can_run_again(self) -> None:
        runner = CodeRunner("x += 1\nx * 2").compile()
        namespace = {"x": 1}
        self.assertEqual([runner.run(namespace), runner.run(namespace)], [4, 6])
        self.assertEqual(namespace["x"], 3)

    def test_return_modes(self) -> None:
        for source, mode, expected in [
            ("1 + 1", "last_expr", 2),
            ("x = 5", "last_expr", None),
            ("x = 5", "last_expr_or_assign", 5),
            ("x: int = 6", "last_expr_or_assign", 6),
            ("x = 5\nx += 2", "last_expr_or_assign", 7),
            ("x = y = 8", "last_expr_or_assign", 8),
            ("x, y = 1, 2", "last_expr_or_assign", None),
            ("x = 5;", "last_expr_or_assign", None),
            ("1 + 1", "none", None),
            ("if True:\n    5", "last_expr_or_assign", None),
        ]:
            with self.subTest(source=source, mode=mode):
                self.assertEqual(eval_code(source, {}, return_mode=mode), expected)

    def test_a_semicolon_need_not_be_quiet(self) -> None:
        self.assertIsNone(eval_code("1 + 1;"))
        self.assertEqual(eval_code("1 + 1;", quiet_trailing_semicolon=False), 2)

    def test_an_unknown_mode_is_refused_with_those_there_are(self) -> None:
        with self.assertRaisesRegex(ValueError, "'last_expr'.*'none'.*not 'all'"):
            CodeRunner("1", return_mode="all")

    def test_source_that_is_no_str_is_refused(self) -> None:
        with self.assertRaisesRegex(TypeError, "code must be a str, not bytes"):
            CodeRunner(b"1")

    def test_a_runner_that_was_not_compiled_refuses_to_run(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "compile"):
            CodeRunner("1").run()

    def test_the_tree_can_be_changed_before_it_is_compiled(self) -> None:
        import ast

        runner = CodeRunner("1 + 2")
        runner.ast.body[0].value.op = ast.Mult()
        self.assertEqual(runner.compile().run(), 2)

    def test_code_that_waits_is_run_by_run_async(self) -> None:
        import ast

        async def nothing() -> int:
            return 20

        runner = CodeRunner("x = await f()\nx + 1", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        running = runner.compile().run_async({"f": nothing})
        with self.assertRaises(StopIteration) as stopped:
            running.send(None)
        self.assertEqual(stopped.exception.value, 21)
        self.assertTrue(runner.is_coroutine)

    def test_eval_code_async_waits_only_when_it_is_told_to(self) -> None:
        with self.assertRaises(SyntaxError):
            eval_code("await f()")
        with self.assertRaises(StopIteration) as stopped:
            eval_code_async("1 + 1").send(None)
        self.assertEqual(stopped.exception.value, 2)

    def test_the_namespace_is_given_once(self) -> None:
        self.assertEqual(eval_code("x", globals={"x": 1}), 1)
        self.assertEqual(eval_code("x", {"x": 1}), 1)
        self.assertEqual(eval_code("x + y", {"x": 1}, {"y": 2}), 3)
        with self.assertRaisesRegex(TypeError, "give only one"):
            eval_code("x", {}, globals={})


class FindImportsTest(unittest.TestCase):
    def test_each_top_level_name_comes_once_in_order(self) -> None:
        code = "import b.c\ndef f():\n    import a, b\nfrom c.d import e\nfrom . import g"
        self.assertEqual(find_imports(code), ["b", "a", "c"])

    def test_a_syntax_error_imports_nothing(self) -> None:
        self.assertEqual(find_imports("import a\nimport"), [])


class RelaxedCallTest(unittest.TestCase):
    def test_surplus_arguments_are_dropped(self) -> None:
        self.assertEqual(relaxed_call(lambda x, y=2: (x, y), 1), (1, 2))
        self.assertEqual(relaxed_call(lambda x: x, 1, 2, 3, z=4), 1)
        self.assertEqual(relaxed_call(lambda *args, k: (args, k), 1, 2, k=3, z=4), ((1, 2), 3))
        self.assertEqual(relaxed_call(lambda x, /, **named: (x, named), 1, 2, y=3), (1, {"y": 3}))
        self.assertEqual(relaxed_call(int, "12"), 12)

    def test_missing_arguments_are_missing(self) -> None:
        with self.assertRaises(TypeError):
            relaxed_call(lambda x: x)

    def test_a_wrapped_function_drops_arguments(self) -> None:
        @relaxed_wrap
        def double(x: int) -> int:
            """Twice."""
            return 2 * x

        self.assertEqual(double(2, 3, z=4), 4)
        self.assertEqual((double.__name__, double.__doc__), ("double", "Twice."))


class CompletionsTest(unittest.TestCase):
    def test_without_jedi_the_error_says_what_to_install(self) -> None:
        with self.assertRaisesRegex(ModuleNotFoundError, "package jedi: install"):
            get_completions("impo")

    def test_jedi_is_asked_where_the_cursor_is(self) -> None:
        asked: list[object] = []

        class Interpreter:
            def __init__(self, code: str, namespaces: list[dict[str, object]]) -> None:
                asked.append(code)
                asked.append(namespaces)

            def complete(self, line: int, column: int) -> list[SimpleNamespace]:
                asked.extend((line, column))
                return [SimpleNamespace(name="append")]

        jedi = ModuleType("jedi")
        jedi.Interpreter = Interpreter
        with mock.patch.dict(sys.modules, jedi=jedi):
            code = "x = []\nx.app\ny"
            self.assertEqual(get_completions(code, 12, [{"x": []}]), ["append"])
            self.assertEqual(asked, [code, [{"x": []}], 2, 5])
            with self.assertRaisesRegex(ValueError, "cursor must be from 0 to 2, not 3"):
                get_completions("ab", 3)


class AsNestedListTest(unittest.TestCase):
    def test_nested_arrays_become_nested_lists(self) -> None:
        array = run_js("[1, ['a', [undefined, []]], null, new Array(2), {a: [1]}, new Set()]")
        copy = as_nested_list(array)
        self.assertEqual(copy[:3:2] + copy[1][1], [1, array[2], None, []])
        self.assertEqual(copy[1][0], "a")
        self.assertEqual(copy[4:], [array[4], array[5]])
        self.assertIs(type(copy[1][1]), list)

    def test_what_is_no_array_stays(self) -> None:
        for value in (5, "text", None, [1], run_js("({length: 1})"), run_js("new Map()")):
            with self.subTest(value=value):
                self.assertEqual(as_nested_list(value), value)

    def test_an_array_that_contains_itself_raises(self) -> None:
        array = run_js("const loop = []; loop.push(loop); loop")
        with self.assertRaises(RecursionError):
            as_nested_list(array)
        array.clear()


class OpenUrlTest(unittest.TestCase):
    def test_what_can_be_read_at_once_is_read(self) -> None:
        self.assertEqual(open_url("data:text/plain,h%C3%A9").read(), "h\u00e9")
        self.assertEqual(open_url("data:text/plain;base64,w6k=").read(), "\u00e9")

    def test_what_cannot_be_read_is_named(self) -> None:
        for url in ("http://127.0.0.1:9/", "file:///nowhere", "nothing", "x:y"):
            with self.subTest(url=url), self.assertRaisesRegex(OSError, f"cannot open {url}"):
                open_url(url)
        with self.assertRaisesRegex(TypeError, "url must be a str, not int"):
            open_url(5)
