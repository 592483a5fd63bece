"""The interactive console."""

import asyncio
import sys
import unittest

from pyodide.console import Console, PyodideConsole, repr_shorten


class ConsoleTest(unittest.TestCase):
    def test_a_line_is_incomplete_wrong_or_complete(self) -> None:
        console = Console()
        self.assertEqual(console.push("def f():").syntax_check, "incomplete")
        self.assertEqual(console.push("    return 1").syntax_check, "incomplete")
        self.assertEqual(console.push("").syntax_check, "complete")
        wrong = console.push("1 +")
        self.assertEqual(wrong.syntax_check, "syntax-error")
        self.assertRegex(wrong.formatted_error or "", "SyntaxError: invalid syntax")
        self.assertEqual(console.buffer, [])

    def test_names_are_completed(self) -> None:
        console = Console({"number": 1, "numbers": [1]})
        self.assertEqual(console.complete("x = numb"), (["number", "numbers"], 4))
        names, start = console.complete("numbers.app")
        self.assertEqual((names, start), (["numbers.append("], 0))
        self.assertEqual(console.complete("nothing_like_it"), ([], 0))

    def test_streams_can_be_redirected_for_good(self) -> None:
        written: list[str] = []
        console = Console(stdout_callback=written.append, persistent_stream_redirection=True)
        try:
            print("a", 1)
        finally:
            console.persistent_restore_streams()
        print("not seen", file=sys.stderr, end="")
        self.assertEqual("".join(written), "a 1\n")

    def test_a_long_repr_loses_its_middle(self) -> None:
        self.assertEqual(repr_shorten("abc"), "'abc'")
        self.assertEqual(repr_shorten("x" * 20, 10, "..."), "'xxxx...xxxx'")

    def test_a_console_that_loads_packages_is_a_console(self) -> None:
        self.assertTrue(issubclass(PyodideConsole, Console))


async def session(console: Console, *lines: str) -> list[object]:
    """Type lines and give what each complete one comes to: its value, or the error's text."""
    outcomes: list[object] = []
    for line in lines:
        future = console.push(line)
        if future.syntax_check == "incomplete":
            continue
        try:
            outcomes.append(await future)
        except BaseException:
            outcomes.append(future.formatted_error)
    return outcomes


async def run_session() -> list[object]:
    """Use a console as somebody would who types."""
    written: list[str] = []
    errors: list[str] = []
    answers = iter(["Ada\n"])
    console = PyodideConsole(
        stdin_callback=lambda _: next(answers),
        stdout_callback=written.append,
        stderr_callback=errors.append,
    )
    outcomes = await session(
        console,
        "x = 20",
        "x + 1",
        "for n in range(2):",
        "    print(n, 'of', x)",
        "",
        "input()",
        "import asyncio; await asyncio.sleep(0, 'slept')",
        "1 / 0",
        "raise SystemExit(3)",
        "import sys; print('bad', file=sys.stderr)",
    )
    text = "".join(written)
    await asyncio.sleep(0)
    return [*outcomes, text, "".join(errors)]
