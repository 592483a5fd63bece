"""Types of the module that is built into Jaspy's interpreter."""

from collections.abc import Iterator
from typing import Any

class JsProxy:
    """A JavaScript object."""

    def __getattr__(self, name: str) -> Any: ...
    def __setattr__(self, name: str, value: object) -> None: ...
    def __delattr__(self, name: str) -> None: ...
    def __call__(self, *args: object, **kwargs: object) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...

class JsException(Exception):  # noqa: N818
    """A JavaScript error."""

class ConversionError(Exception):
    """A value has no counterpart in the other language."""

class PanicException(BaseException):
    """A defect of the bridge itself."""

global_this: JsProxy

def counts() -> Any: ...
