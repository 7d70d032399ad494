"""Cells that an assignment gives: whether one is as it was given out, and what its first cell imports."""

import hashlib
import importlib
import pkgutil
import re
from collections.abc import Sequence

import course.check
from course.notebook.reading import ReadCell

_CHECKED = re.compile(r"\bcheck\.(\w+)\(")


def is_changed(cell: ReadCell) -> bool:
    """Whether a locked cell is not as it was given out, which the checksum in nbgrader's metadata tells.

    Examples
    --------
    >>> is_changed(ReadCell("code", "x = 1"))
    False
    """
    marks = cell.nbgrader
    if not marks.get("locked") or "checksum" not in marks:
        return False
    flags = [str(bool(marks.get(flag))) for flag in ("grade", "solution", "locked")]
    points = [str(float(marks.get("points") or 0))] if marks.get("grade") else []
    parts = [cell.source.replace("\r\n", "\n"), cell.cell_type, *flags, str(marks.get("grade_id")), *points]
    found = hashlib.md5("".join(parts).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    return bool(found != marks["checksum"])


def usual_imports(cells: Sequence[ReadCell]) -> str:
    """What the first cell of an assignment imports, told by the checks that the others call; empty if that says none.

    Examples
    --------
    >>> print(usual_imports([ReadCell("code", "check.dense_forward(dense_forward)")]))
    import numpy as np
    from course import probe
    from course.check import p6 as check
    """
    called = {name for cell in cells if cell.cell_type == "code" for name in _CHECKED.findall(cell.source)}
    for part in sorted(found.name for found in pkgutil.iter_modules(course.check.__path__) if found.name != "core"):
        if called and called <= set(dir(importlib.import_module(f"course.check.{part}"))):
            return f"import numpy as np\nfrom course import probe\nfrom course.check import {part} as check"
    return ""
