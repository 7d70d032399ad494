"""The pages of the lectures: executed notebooks with recorded demos in place and code folded."""

import re
from base64 import b64decode, b64encode

from lectures.publish.lecture import Shown
from lectures.publish.site.executed import PLACE
from lectures.publish.site.pictures import smaller
from lectures.record.page import embed

_FOLD = re.compile(r"(<details>\s*<summary>.*?</summary>)\s*(.*?)\s*</details>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)  # for staff
_ASSIGNMENT = re.compile(r"`(p\d+_\w+)`")
_LECTURE = re.compile(r"\bLecture\s(\d+)\b")
_MINUTES = re.compile(r"^(#+ .*\(\d+) (min\))$", re.MULTILINE)


def write_lectures(folder, notebooks, recordings="../recordings"):
    """Write a notebook for each lecture, for MyST-NB, and a page that lists them.

    Parameters
    ----------
    folder : pathlib.Path
        Made if missing.
    notebooks : dict of {pathlib.Path : nbformat.NotebookNode}
        Executed lectures by their texts.
    recordings : str
        Relative address of the recordings, from there.
    """
    import nbformat

    folder.mkdir(parents=True, exist_ok=True)
    lectures = [Shown(text) for text in notebooks]
    for lecture in lectures:
        nbformat.write(
            page_of(lecture, notebooks[lecture.path], lectures, recordings), folder / f"{lecture.name}.ipynb"
        )
    rows = [
        f"| [{lecture.title}]({lecture.name}.ipynb) | {lecture.minutes} | {_links(lecture)} |" for lecture in lectures
    ]
    table = "\n".join(["| lecture | minutes | demos |", "|---|---:|---|", *rows])
    tree = "\n".join(["```{toctree}", ":hidden:", *(lecture.name for lecture in lectures), "```"])
    (folder / "index.md").write_text(f"# Lectures\n\n{table}\n\n{tree}\n", encoding="utf-8")


def page_of(lecture, notebook, lectures, recordings):
    """A lecture's notebook as it is shown on the site.

    Parameters
    ----------
    lecture : lectures.publish.lecture.Shown
    notebook : nbformat.NotebookNode
        Executed; changed.
    lectures : list of lectures.publish.lecture.Shown
        All of them, for links from one to another.
    recordings : str

    Returns
    -------
    nbformat.NotebookNode
    """
    names = {lecture.title.split()[0]: lecture.name for lecture in lectures}
    widgets, heading = {widget.id: widget for widget in lecture.widgets}, lecture.title
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = next(iter(re.findall(r"^#+ (.*?)(?: \(.*)?$", cell.source, re.MULTILINE)), heading)
            # on a phone, "min)" would else stand alone on the second line of a heading
            cell.source = _MINUTES.sub("\\1\N{NO-BREAK SPACE}\\2", _linked(unfolded(cell.source), names))
        else:
            _show(cell, widgets, heading, recordings)
    notebook.metadata.pop("title", None)
    return notebook


def unfolded(markdown):
    """The same text with markdown between the tags of a fold: an empty line after the first and before the last."""
    return _FOLD.sub(r"\1\n\n\2\n\n</details>", markdown)


def _linked(markdown, names):
    markdown = _COMMENT.sub("", markdown)
    markdown = _ASSIGNMENT.sub(r"[`\1`](../assignments/\1.md)", markdown)
    return _LECTURE.sub(
        lambda found: f"[{found[0]}]({names[found[1]]}.ipynb)" if found[1] in names else found[0], markdown
    )


def _show(cell, widgets, heading, recordings):
    """Put demos where their marks are; fold the code of every other cell."""
    from nbformat.v4 import new_output

    marks = [output.text.strip() for output in cell.outputs if output.get("text", "").startswith(PLACE)]
    if marks:
        html = [embed(widgets[mark.removeprefix(PLACE)], recordings) for line in marks for mark in line.splitlines()]
        cell.outputs = [new_output("display_data", {"text/html": part}) for part in html]
    for output in cell.outputs:
        if "image/png" in output.get("data", {}):
            output.data["image/png"] = b64encode(smaller(b64decode(output.data["image/png"]))).decode()
    cell.metadata["tags"] = [*cell.metadata.get("tags", []), "remove-input" if marks else "hide-input"]
    cell.metadata["mystnb"] = {"image": {"alt": f"Picture: {heading}"}}


def _links(lecture):
    return ", ".join(f"[{widget.id}](../demos/{widget.id}.md)" for widget in lecture.widgets)
