"""Unpacking archives."""

from __future__ import annotations

# The names that `shutil` does not know.
_OTHER_NAMES = {"wheel": "zip", "whl": "zip", "tgz": "gztar", "tar.gz": "gztar"}
_OTHER_NAMES |= {"tbz": "bztar", "tar.bz2": "bztar", "txz": "xztar", "tar.xz": "xztar"}


def unpack_archive(path: str, kind: str, folder: str | None = None) -> None:
    """Unpack an archive of a kind that `shutil` knows, or of one of its other names.

    Raises ValueError that lists the kinds there are.
    """
    # Not needed at start.
    import shutil

    known = [name for name, _, _ in shutil.get_unpack_formats()]
    name = kind.removeprefix(".")
    name = _OTHER_NAMES.get(name, name)
    if name not in known:
        kinds = ", ".join(sorted([*known, *_OTHER_NAMES]))
        raise ValueError(f"format must be one of {kinds}, not {kind!r}")
    if name == "zip":
        shutil.unpack_archive(path, folder, name)
    else:
        # What an archive says about owners and links outside of the folder is not to be believed.
        shutil.unpack_archive(path, folder, name, filter="data")
