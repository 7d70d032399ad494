"""Files that are either the old ones or the new ones, never half of either."""

import contextlib
import os
import tempfile


def write_atomically(path, data, mode=0o644, replace=True):
    """Write bytes to a file so that whoever reads it meanwhile, or after a crash, meets a whole file.

    Parameters
    ----------
    path : pathlib.Path
        Its folder is made if missing.
    data : bytes
    mode : int, optional
        mkstemp's 0600 would hide the file from colleagues and from the web server.
    replace : bool, optional
        False leaves a file that is there already as it is, and a new one survives a power cut.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if not replace:
                file.flush()
                os.fsync(file.fileno())  # milliseconds: too long for what can be made again
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
