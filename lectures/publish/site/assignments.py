"""The pages of the assignments: what students are told anyway, what to read before, and the download once released."""

import re
import shutil

from lectures.publish.lecture import Shown

_TASK = re.compile(r"^\|[^|]*\|(?P<task>.*)\|(?P<points>[^|]*)\|(?P<minutes>[^|]*)\|$", re.MULTILINE)
_ANCHOR = re.compile(r"\[([^\]]+)\]\(#[\w-]+\)")  # of the notebook


def write_assignments(folder, course_dir, lectures):
    """Write a page for each assignment, one that lists them, and the zips of those that are released.

    Parameters
    ----------
    folder : pathlib.Path
        Made if missing.
    course_dir : pathlib.Path
        With the texts of the assignments, and ``release/A.zip`` of those that are released.
    lectures : list of pathlib.Path
        Their texts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lectures, rows, names = [Shown(text) for text in lectures], [], []
    for text in sorted(course_dir.glob("p[0-9]*_*.py")):
        name, told, archive = text.stem, introduction(text), course_dir / "release" / f"{text.stem}.zip"
        before = [lecture for lecture in lectures if f"`{name}`" in lecture.text.partition("## Where it leads")[2]]
        if archive.exists():
            (folder / "downloads").mkdir(exist_ok=True)
            shutil.copyfile(archive, folder / "downloads" / archive.name)
        (folder / f"{name}.md").write_text(page_of(name, told, before, archive.exists()), encoding="utf-8")
        points, minutes = totals(told)
        numbers = ", ".join(f"[{lecture.title.split()[0]}](../lectures/{lecture.name}.ipynb)" for lecture in before)
        rows.append(f"| [{told.splitlines()[0].lstrip('# ')}]({name}.md) | {points} | {minutes} | {numbers} |")
        names.append(name)
    table = "\n".join(["| assignment | points | minutes | lectures before |", "|---|---:|---:|---|", *rows])
    tree = "\n".join(["```{toctree}", ":hidden:", *names, "```"])
    (folder / "index.md").write_text(f"# Assignments\n\n{table}\n\n{tree}\n", encoding="utf-8")


def introduction(text):
    """The first cell of an assignment's text: its title, what it is about, its tasks with points and minutes."""
    import jupytext

    return _ANCHOR.sub(r"\1", jupytext.reads(text.read_text(encoding="utf-8"), fmt="py:percent").cells[0].source)


def totals(told):
    """Points and minutes of all tasks together.

    Examples
    --------
    >>> totals("| | task | points | minutes |\\n|---|---|---:|---:|\\n| 1 | `f` | 4 | 5 |\\n| | more | – | 10 |\\n")
    (4, 15)
    """
    tasks = _TASK.findall(told)
    return tuple(sum(int(number) for row in tasks if (number := row[column].strip()).isdigit()) for column in (1, 2))


def page_of(name, told, before, released):
    """The page of an assignment.

    Parameters
    ----------
    name : str
        Such as ``"p6_backprop"``.
    told : str
        Its introduction.
    before : list of lectures.publish.lecture.Shown
        The lectures that lead to it.
    released : bool

    Returns
    -------
    str
        Markdown.
    """
    points, minutes = totals(told)
    download = (
        f'<a href="downloads/{name}.zip" download>Download {name}.zip</a>'
        if released
        else f"`{name}` is not released yet."
    )
    read = [f"- {lecture.link}" for lecture in before]
    demos = [
        f"- [{widget.id} · {widget.title}](../demos/{widget.id}.md)" for lecture in before for widget in lecture.widgets
    ]
    return "\n".join(
        [
            *(told, "", f"Together {points} points, about {minutes} minutes.", ""),
            *("## Get it", "", f"{download} How to work on it: [for students](../students.md).", ""),
            *("## Read before", "", *read, ""),
            *("## Demos that belong to it", "", *demos, ""),
        ]
    )
