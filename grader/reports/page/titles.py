"""Finds the titles of questions: the headings under which they stand in the assignment."""

import re
from typing import Any

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_POINTS = re.compile(r"\s*\((?:\d+|[^()]*\bpoints?\b[^()]*)\)")


def assignment_titles(notebook: dict[str, Any]) -> dict[str, str]:
    """Find the title of the assignment and those of its questions.

    Parameters
    ----------
    notebook : dict
        The source notebook, in nbformat 4.

    Returns
    -------
    dict of str to str
        By name of the grade cell, and the assignment's own under the empty name; without the points. Questions that
        stand under the same heading have their names added to it.
    """
    titles: dict[str, str] = {}
    heading = ""
    for cell in notebook["cells"]:
        metadata = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "markdown" and not metadata.get("solution"):
            found = _HEADING.findall(_FENCED.sub("", "".join(cell["source"])))
            heading = _POINTS.sub("", found[-1]) if found else heading
            titles.setdefault("", _POINTS.sub("", found[0]) if found else "")
        if metadata.get("grade"):
            titles[metadata["grade_id"]] = heading
    shared = {title for title in titles.values() if list(titles.values()).count(title) > 1}
    return {
        name: f"{title} · `{name.removeprefix('grade_')}`".removeprefix(" · ") if name and title in shared else title
        for name, title in titles.items()
    }
