"""Python and JavaScript use each other's objects.

`jaspy.code` runs source text, `jaspy.ffi` names what crosses between the languages.
The module `js` is JavaScript's global object.
"""

from __future__ import annotations

from jaspy._open_url import open_url
from jaspy._scope import scope
from jaspy._version import __version__
from jaspy.code import eval_code, eval_code_async, find_imports, get_completions
from jaspy.ffi import JsException, as_nested_list

__all__ = [
    "JsException",
    "__version__",
    "as_nested_list",
    "eval_code",
    "eval_code_async",
    "find_imports",
    "get_completions",
    "open_url",
    "scope",
]
