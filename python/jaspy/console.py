"""An interactive interpreter for pages and terminals: lines in, values and output out."""

from __future__ import annotations

import builtins
import sys
import traceback
from asyncio import Lock
from codeop import CommandCompiler
from contextlib import ExitStack, contextmanager
from importlib import import_module
from io import TextIOBase

from jaspy._code_runner import TOP_LEVEL_AWAIT, CodeRunner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future, Task
    from collections.abc import Callable, Generator, Iterator
    from typing import Any, Literal

    State = Literal["incomplete", "syntax-error", "complete"]

__all__ = ["Console", "ConsoleFuture", "PyodideConsole", "repr_shorten"]


# What comes before a name.
_DELIMITERS = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?"


class _Stream(TextIOBase):
    """A text stream that hands on what is written to it."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        self._write(text)
        return len(text)


class _Input(TextIOBase):
    """A text stream that reads what a function gives."""

    def __init__(self, read: Callable[[int], str]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> str:
        return self._read(-1 if size is None else size)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        return self._read(size)


class ConsoleFuture:
    """What a line given to a console comes to.

    `syntax_check` is `"incomplete"` while more lines are needed, `"syntax-error"`, or
    `"complete"`: then the code runs. `await` waits for its value, or raises what it
    raises; `formatted_error` then is the traceback as a console shows it.
    """

    syntax_check: State
    formatted_error: str | None = None

    def __init__(self, syntax_check: State, future: Future[Any]) -> None:
        self.syntax_check = syntax_check
        self._future = future

    def succeed(self, value: Any) -> None:
        """Note what the code has come to."""
        if not self._future.done():
            self._future.set_result(value)

    def fail(self, error: BaseException, formatted: str) -> None:
        """Note what has ended the code."""
        self.formatted_error = formatted
        if not self._future.done():
            self._future.set_exception(error)
            # The text tells it: nobody has to ask for the exception.
            self._future.exception()

    def __await__(self) -> Generator[Any, None, Any]:
        """Wait for the value."""
        return self._future.__await__()

    def done(self) -> bool:
        """Tell whether the code has ended."""
        return self._future.done()

    def result(self) -> Any:
        """Give the value of code that has ended, or raise what it raised."""
        return self._future.result()

    def exception(self) -> BaseException | None:
        """Give what ended the code, if it was an exception."""
        return self._future.exception()

    def add_done_callback(self, callback: Callable[[ConsoleFuture], object]) -> None:
        """Call `callback` with this object when the code has ended."""
        self._future.add_done_callback(lambda _: callback(self))


class Console:
    """An interactive interpreter.

    `globals` is the namespace, by default a new one. The callbacks get what code writes
    to standard output and error, and give what it reads, while it runs; with
    `persistent_stream_redirection` also afterwards. `filename` is what tracebacks call
    the source.
    """

    def __init__(  # noqa: PLR0913 -- Pyodide's programs name these.
        self,
        globals: dict[str, Any] | None = None,
        *,
        stdin_callback: Callable[[int], str] | None = None,
        stdout_callback: Callable[[str], object] | None = None,
        stderr_callback: Callable[[str], object] | None = None,
        persistent_stream_redirection: bool = False,
        filename: str = "<console>",
    ) -> None:
        own = {"__name__": "__console__", "__doc__": None, "__builtins__": builtins}
        self.globals: dict[str, Any] = own if globals is None else globals
        self.filename = filename
        # What its sources have been called, by which a traceback's frames are known as theirs.
        self._filenames = {filename}
        self.stdin_callback = stdin_callback
        self.stdout_callback = stdout_callback
        self.stderr_callback = stderr_callback
        self.buffer: list[str] = []
        self._compile = CommandCompiler()
        self._compile.compiler.flags |= TOP_LEVEL_AWAIT
        self._redirection: ExitStack | None = None
        self._turn = Lock()
        self._tasks: set[Task[None]] = set()
        if persistent_stream_redirection:
            self.persistent_redirect_streams()

    def push(self, line: str) -> ConsoleFuture:
        """Take one line; run the code when it is complete."""
        self.buffer.append(line)
        result = self.runsource("\n".join(self.buffer), self.filename)
        if result.syntax_check != "incomplete":
            self.buffer = []
        return result

    def runsource(self, source: str, filename: str | None = None) -> ConsoleFuture:
        """Run source text if it is complete."""
        from jaspy.webloop import running_loop

        loop = running_loop()
        future = loop.create_future()
        name = self.filename if filename is None else filename
        self._filenames.add(name)
        try:
            code = self._compile(source, name, "single")
            if code is None:
                future.set_result(None)
                return ConsoleFuture("incomplete", future)
            runner = CodeRunner(source, filename=name, flags=TOP_LEVEL_AWAIT).compile()
        except (SyntaxError, ValueError, OverflowError) as error:
            failed = ConsoleFuture("syntax-error", future)
            failed.fail(error, self.formatsyntaxerror(error))
            return failed
        result = ConsoleFuture("complete", future)
        task = loop.create_task(self._run(source, runner, result))
        # The loop knows its tasks weakly.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return result

    async def runcode(self, source: str, runner: CodeRunner) -> Any:
        """Run compiled code with the streams redirected, and give its value."""
        with self.redirect_streams():
            return await runner.run_async(self.globals)

    async def _run(self, source: str, runner: CodeRunner, result: ConsoleFuture) -> None:
        # One after the other, however quickly they are typed.
        async with self._turn:
            try:
                value = await self.runcode(source, runner)
            except BaseException as error:
                sys.last_exc = error
                result.fail(error, self.formattraceback(error))
            else:
                result.succeed(value)

    @contextmanager
    def redirect_streams(self) -> Iterator[None]:
        """Let code read and write by the callbacks."""
        with ExitStack() as stack:
            if self._redirection is None:
                self._redirect(stack)
            yield

    def persistent_redirect_streams(self) -> None:
        """Let everything read and write by the callbacks, until `persistent_restore_streams`."""
        if self._redirection is None:
            stack = ExitStack()
            self._redirect(stack)
            self._redirection = stack

    def persistent_restore_streams(self) -> None:
        """Undo `persistent_redirect_streams`."""
        if self._redirection is not None:
            self._redirection.close()
            self._redirection = None

    def _redirect(self, stack: ExitStack) -> None:
        replacements: list[tuple[str, TextIOBase]] = []
        if self.stdin_callback is not None:
            replacements.append(("stdin", _Input(self.stdin_callback)))
        if self.stdout_callback is not None:
            replacements.append(("stdout", _Stream(self.stdout_callback)))
        if self.stderr_callback is not None:
            replacements.append(("stderr", _Stream(self.stderr_callback)))
        for name, stream in replacements:
            stack.callback(setattr, sys, name, getattr(sys, name))
            setattr(sys, name, stream)

    def formatsyntaxerror(self, error: BaseException) -> str:
        """Format an error in the source as a console shows it."""
        return "".join(traceback.format_exception_only(error))

    def formattraceback(self, error: BaseException) -> str:
        """Format an exception as a console shows it: from the first frame of its sources on.

        One that has no such frame is shown whole.
        """
        frame = error.__traceback__
        while frame is not None and frame.tb_frame.f_code.co_filename not in self._filenames:
            frame = frame.tb_next
        shown = error.__traceback__ if frame is None else frame
        return "".join(traceback.format_exception(type(error), error, shown))

    def complete(self, source: str) -> tuple[list[str], int]:
        """List what the last name of a source could become, and where that name starts."""
        from rlcompleter import Completer

        start = max(source.rfind(each) for each in _DELIMITERS) + 1
        word = source[start:]
        completer: Any = Completer(self.globals)
        found = completer.attr_matches(word) if "." in word else completer.global_matches(word)
        return sorted(set(found)), start


class PyodideConsole(Console):
    """A console that first loads the packages which its code imports."""

    async def runcode(self, source: str, runner: CodeRunner) -> Any:
        """Load what the source imports, then run it."""
        # JavaScript's half of the runtime: there is none where this module is only imported.
        await import_module("pyodide_js").loadPackagesFromImports(source)
        return await super().runcode(source, runner)


def repr_shorten(value: Any, limit: int = 1000, separator: str = "<long output truncated>") -> str:
    """Give the `repr` of a value, without its middle where that is longer than `limit`."""
    text = repr(value)
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}{separator}{text[-half:]}"
