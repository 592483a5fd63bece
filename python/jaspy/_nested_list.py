"""JavaScript Arrays of Arrays as Python lists of lists."""

from __future__ import annotations

from jaspy import _javascript
from jaspy._bridge import JsProxy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def as_nested_list(obj: Any) -> Any:
    """Copy nested JavaScript Arrays to nested lists; anything else stays as it is."""
    if isinstance(obj, JsProxy) and _javascript.is_array(obj):
        return [as_nested_list(item) for item in obj]
    return obj
