"""What students handed in: the files in nbgrader's ``submitted`` folder."""

import os
import stat

_MAX_BYTES = 50_000_001  # one more than a submission may have, so that it is seen to be too large


def students_of(course_dir, assignment):
    """Names of all who handed in an assignment, sorted.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str

    Returns
    -------
    list of str
    """
    folder = course_dir / "submitted"
    if not folder.is_dir():
        return []
    return sorted(entry.name for entry in os.scandir(folder) if os.path.isdir(os.path.join(entry.path, assignment)))


def submitted_file(course_dir, assignment, student):
    """The bytes of a submitted notebook; empty if there is none.

    A link is not followed: it would let a student hand in a file of the grader's machine.
    """
    folder = course_dir / "submitted" / student / assignment
    names = [f"{assignment}.ipynb", *sorted(p.name for p in folder.glob("*.ipynb"))]
    for name in names:
        try:
            fd = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            continue
        with os.fdopen(fd, "rb") as file:
            if stat.S_ISREG(os.fstat(fd).st_mode):
                return file.read(_MAX_BYTES)
    return b""
