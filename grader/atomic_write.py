"""Atomic file writes: a reader sees either the old file or the new one, never a part."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes, mode: int = 0o644, replace: bool = True) -> None:
    """Write a file so that a reader meanwhile, or after a crash, finds a complete one.

    Parameters
    ----------
    path : pathlib.Path
        Its folder is created if missing.
    data : bytes
    mode : int, optional
        The default lets colleagues and the web server read the file; mkstemp's 0600 would not.
    replace : bool, optional
        False leaves an existing file unchanged, and syncs a new one to disk so that it survives a power cut.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if not replace:
                file.flush()
                os.fsync(file.fileno())  # takes milliseconds: too long for files that can be made again
        os.chmod(temporary, mode)
        if replace:
            os.replace(temporary, path)
            return
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    os.unlink(temporary)
