"""Which abstract base classes of `collections.abc` JavaScript objects are instances of.

Those that look for methods, such as `Iterable`, need no telling.
"""

from __future__ import annotations

# Not `collections.abc`, for which the whole package would have to be imported at start.
from _collections_abc import Mapping, MutableMapping, MutableSequence

from jaspy._bridge import JsArray, JsMap, JsMutableMap


def register() -> None:
    """Tell the abstract base classes."""
    MutableSequence.register(JsArray)
    Mapping.register(JsMap)
    MutableMapping.register(JsMutableMap)
