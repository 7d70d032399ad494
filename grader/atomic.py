"""Files that are either the old ones or the new ones, never half of either."""

import os
import tempfile


def write_atomically(path, data):
    """Write bytes to a file so that whoever reads it meanwhile, or after a crash, meets a whole file.

    Parameters
    ----------
    path : pathlib.Path
        Its folder is made if missing.
    data : bytes
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)  # mkstemp's 0600 would hide the file from colleagues and from the web server
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
