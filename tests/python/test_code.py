"""Running source text from Python."""

import unittest

from pyodide.code import CodeRunner, eval_code, eval_code_async, find_imports


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
