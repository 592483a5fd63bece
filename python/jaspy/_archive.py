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


def format_of_url(url: str) -> str:
    """Tell the kind of the archive at a URL by its name.

    Raises ValueError where that says nothing.
    """
    import shutil
    from urllib.parse import urlsplit

    path = urlsplit(url).path
    endings = [ending for _, endings, _ in shutil.get_unpack_formats() for ending in endings]
    # The longest first: `.tar.gz` ends in other names as well.
    for ending in sorted([*endings, ".whl"], key=len, reverse=True):
        if path.endswith(ending):
            return _kind_of_ending(ending)
    raise ValueError(f"cannot tell the format of the archive {url!r}: name it, as in format='zip'")


def _kind_of_ending(ending: str) -> str:
    import shutil

    for name, endings, _ in shutil.get_unpack_formats():
        if ending in endings:
            return name
    return ending


def unpack_bytes(content: memoryview, kind: str, folder: str | None) -> None:
    """Unpack an archive that is in memory, as `unpack_archive` does."""
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        unpack_archive(file.name, kind, folder)
