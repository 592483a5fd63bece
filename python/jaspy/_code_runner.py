"""Python source text, compiled so that its last expression has a value.

Only the interpreter's own `_ast` is used, because importing `ast` would delay every
start.
"""

from __future__ import annotations

import linecache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _ast import Module, expr
    from collections.abc import Mapping
    from types import CodeType
    from typing import Any, Literal, Self, TypedDict

    ReturnMode = Literal["last_expr", "last_expr_or_assign", "none"]

    class RunnerOptions(TypedDict, total=False):
        """What a `CodeRunner` can be told besides the source."""

        return_mode: ReturnMode
        quiet_trailing_semicolon: bool
        filename: str
        flags: int
        dont_inherit: bool
        optimize: int


# Spelled out, as the names for them are in modules that are slow to import.
_ONLY_AST = 0x400  # ast.PyCF_ONLY_AST
TOP_LEVEL_AWAIT = 0x2000  # ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_IS_COROUTINE = 0x80  # inspect.CO_COROUTINE

_RETURN_MODES = ("last_expr", "last_expr_or_assign", "none")


class CodeRunner:
    """Source text that is compiled once and can be run again and again.

    `return_mode` says what is the value of a run: that of the last expression
    (`"last_expr"`), that of the last expression or the variable that the last statement
    assigns (`"last_expr_or_assign"`), or always `None` (`"none"`). With
    `quiet_trailing_semicolon` a semicolon at the end makes it `None`.

    Indentation that all lines have in common is removed. `filename` is what tracebacks
    call the source; they show its lines. `flags` and `optimize` are those of `compile`;
    the source inherits no `__future__` import, whatever `dont_inherit` says.

    Raises TypeError when the source is no str, ValueError for an unknown `return_mode`,
    and SyntaxError from `ast` and `compile`.
    """

    code: tuple[CodeType, ...] | None = None
    """What `compile` made: parts that run one after the other, the last with the value."""

    def __init__(  # noqa: PLR0913 -- Pyodide's programs name these.
        self,
        source: str,
        *,
        return_mode: ReturnMode = "last_expr",
        quiet_trailing_semicolon: bool = True,
        filename: str = "<exec>",
        flags: int = 0,
        dont_inherit: bool = False,
        optimize: int = -1,
    ) -> None:
        if not isinstance(source, str):
            raise TypeError(f"code must be a str, not {type(source).__name__}")
        if return_mode not in _RETURN_MODES:
            known = ", ".join(map(repr, _RETURN_MODES))
            raise ValueError(f"return_mode must be one of {known}, not {return_mode!r}")
        self._source = _without_common_indentation(source)
        self._return_mode = return_mode
        self._quiet = quiet_trailing_semicolon
        self._filename = filename
        self._flags = flags
        self._optimize = optimize
        self._tree: Module | None = None

    @property
    def ast(self) -> Module:
        """The syntax tree, which may be changed before `compile`."""
        if self._tree is None:
            self._tree = self._compile(self._source, "exec", _ONLY_AST)
        return self._tree

    def compile(self) -> Self:
        """Compile the source, if that has not been done; gives the runner itself."""
        if self.code is None:
            self.code = tuple(self._parts())
            for part in self.code:
                _remember_lines(part, self._source, self._filename)
        return self

    def run(
        self,
        globals: dict[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
    ) -> Any:
        """Run the code, which must have been compiled, and give its value.

        The namespace is by default a new one; `locals` takes what the source assigns, if
        it is another mapping.
        """
        namespace = {} if globals is None else globals
        result = None
        for part in self._compiled():
            result = eval(part, namespace, locals)
        return self._value(result)

    async def run_async(
        self,
        globals: dict[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
    ) -> Any:
        """Run code that was compiled with the flag for `await` outside of functions."""
        namespace = {} if globals is None else globals
        result = None
        for part in self._compiled():
            result = eval(part, namespace, locals)
            if part.co_flags & _IS_COROUTINE:
                result = await result
        return self._value(result)

    @property
    def is_coroutine(self) -> bool:
        """Whether the compiled code may wait, so that only `run_async` can run it."""
        return any(part.co_flags & _IS_COROUTINE for part in self._compiled())

    def _compiled(self) -> tuple[CodeType, ...]:
        if self.code is None:
            raise RuntimeError("the source must be compiled first: call compile()")
        return self.code

    def _value(self, result: Any) -> Any:
        return None if self._return_mode == "none" else result

    def _parts(self) -> list[CodeType]:
        if self._tree is None and _may_be_expression(self._source):
            try:
                return [self._compile(self._source, "eval")]
            except SyntaxError:
                pass  # Statements, or a mistake that the full parse reports.
        tree = self.ast
        value = self._value_of_last(tree)
        if value is None:
            return [self._compile(tree, "exec")]

        from _ast import Expression, Module

        body = tree.body if self._assigns(tree) else tree.body[:-1]
        last = self._compile(Expression(value), "eval")
        if not body:
            return [last]
        return [self._compile(Module(body, tree.type_ignores), "exec"), last]

    def _value_of_last(self, tree: Module) -> expr | None:
        """Give the expression whose value is the result, if there is one."""
        from _ast import Expr

        if not tree.body or self._return_mode == "none":
            return None
        last = tree.body[-1]
        if self._quiet and _ends_with_semicolon(tree, self._source):
            return None
        if isinstance(last, Expr):
            return last.value
        return self._assigned_name(tree)

    def _assigns(self, tree: Module) -> bool:
        return self._assigned_name(tree) is not None

    def _assigned_name(self, tree: Module) -> expr | None:
        """Give an expression that reads the variable which the last statement assigns."""
        if self._return_mode != "last_expr_or_assign":
            return None

        from _ast import AnnAssign, Assign, AugAssign, Load, Name

        last = tree.body[-1]
        target: expr | None = None
        if isinstance(last, Assign):
            target = last.targets[0]
        elif isinstance(last, AugAssign) or (isinstance(last, AnnAssign) and last.value):
            target = last.target
        if not isinstance(target, Name):
            return None
        return Name(
            target.id,
            Load(),
            lineno=target.lineno,
            col_offset=target.col_offset,
            end_lineno=target.end_lineno,
            end_col_offset=target.end_col_offset,
        )

    def _compile(self, source: Any, mode: str, flags: int = 0) -> Any:
        return compile(
            source,
            self._filename,
            mode,
            self._flags | flags,
            dont_inherit=True,
            optimize=self._optimize,
        )


def _may_be_expression(source: str) -> bool:
    # Parsing a short expression takes a hundredth of the time that the first syntax
    # tree takes. A backslash could warn, and then it would warn in both parses.
    return "\n" not in source.rstrip() and "\\" not in source


def _ends_with_semicolon(tree: Module, source: str) -> bool:
    """Tell whether a semicolon follows the last statement, whatever comes after it."""
    last = tree.body[-1]
    if ";" not in source or last.end_lineno is None or last.end_col_offset is None:
        return False
    # Positions count bytes of UTF-8, and str.splitlines splits at more characters
    # than the parser does.
    lines = source.encode().splitlines()[last.end_lineno - 1 :]
    lines[0] = lines[0][last.end_col_offset :]
    rest = b"\n".join(lines)
    return rest.lstrip(b" \t\f\r\n\\").startswith(b";")


def _without_common_indentation(code: str) -> str:
    lines = code.split("\n")
    filled = [line for line in lines if line.strip()]
    if not filled:
        return code
    # What the smallest and the largest string have in common, all between them have.
    first, last = min(filled), max(filled)
    width = 0
    while (
        width < min(len(first), len(last)) and first[width] == last[width] and first[width] in " \t"
    ):
        width += 1
    if width == 0:
        return code
    return "\n".join(line[width:] if line.strip() else "" for line in lines)


def _remember_lines(code: CodeType, source: str, filename: str) -> None:
    """Let tracebacks show the source's lines."""
    if filename.startswith("<"):
        # Many sources share such a name; the interpreter's own prompts have the same
        # need, and keep their lines by code object.
        register = getattr(linecache, "_register_code", None)
        if register is not None:
            register(code, source, filename)
        return
    lines = [line + "\n" for line in source.split("\n")]
    linecache.cache[filename] = (len(source), None, lines, filename)
