"""Running Python source text: what `runPython` does.

The value of the source is the value of its last expression. Only the interpreter's own
`_ast` is used, because importing `ast` would delay every start.
"""

from __future__ import annotations

import linecache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _ast import Expr, Module
    from collections.abc import Mapping
    from types import CodeType
    from typing import Any

# Spelled out, as `ast.PyCF_ONLY_AST` is in a module that is slow to import.
_ONLY_AST = 0x400


def eval_code(
    code: str,
    ns: dict[str, Any] | None = None,
    locals: Mapping[str, Any] | None = None,
    *,
    globals: dict[str, Any] | None = None,
    filename: str = "<exec>",
) -> Any:
    """Run Python source and return the value of its last expression.

    A semicolon after that expression makes the result `None`. Indentation that all
    lines have in common is removed.

    `ns` (or `globals`, which means the same) is the namespace to run in, by default a
    new one; `locals` takes what the source assigns, if it is another mapping.
    `filename` is what tracebacks call the source; they show its lines.
    """
    if not isinstance(code, str):
        raise TypeError(f"code must be a str, not {type(code).__name__}")
    if globals is not None:
        if ns is not None:
            raise TypeError("ns and globals mean the same: give only one of them")
        ns = globals
    namespace = {} if ns is None else ns
    source = _without_common_indentation(code)
    result = None
    for part in _compile(source, filename):
        _remember_lines(part, source, filename)
        result = eval(part, namespace, locals)
    return result


def _compile(source: str, filename: str) -> list[CodeType]:
    """Compile to code objects that run one after the other; the last has the value."""
    if _may_be_expression(source):
        try:
            return [compile(source, filename, "eval", dont_inherit=True)]
        except SyntaxError:
            pass  # Statements, or a mistake that the full parse reports.
    tree: Module = compile(source, filename, "exec", _ONLY_AST, dont_inherit=True)
    last = _last_expression(tree, source)
    if last is None:
        return [compile(tree, filename, "exec", dont_inherit=True)]

    from _ast import Expression

    value = compile(Expression(last.value), filename, "eval", dont_inherit=True)
    del tree.body[-1]
    if not tree.body:
        return [value]
    return [compile(tree, filename, "exec", dont_inherit=True), value]


def _may_be_expression(source: str) -> bool:
    # Parsing a short expression takes a hundredth of the time that the first syntax
    # tree takes. A backslash could warn, and then it would warn in both parses.
    return "\n" not in source.rstrip() and "\\" not in source


def _last_expression(tree: Module, source: str) -> Expr | None:
    """Give the statement whose value is the result, if there is one."""
    from _ast import Expr

    if not tree.body:
        return None
    last = tree.body[-1]
    if not isinstance(last, Expr) or _ends_with_semicolon(last, source):
        return None
    return last


def _ends_with_semicolon(last: Expr, source: str) -> bool:
    """Tell whether a semicolon follows the last statement, whatever comes after it."""
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
