"""Makes what students wrote harmless on the formgrader's pages, where a script would have the rights of the teacher.

A process that is ended when it takes too long renders all cells. The filters of the formgrader's template then only
look up what it made.
"""

import json
import re
from functools import cache
from html import escape
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, from_dict
from traitlets import Bool, Float

from grader.printable import one_line, without_controls
from grader.reports.bounded_process import BoundedProcess, Bounds, NoResult
from grader.reports.page.cells import shown_cell, text_of

_RENDERED = "backprop_course_cells"  # in the resources: HTML by what it was made from
_MAX_PLAIN = 20_000
_NAME = re.compile(r"[\w.-]+")
# The page loads MathJax, which would set a student's dollars.
_WRAPPED = '<div class="tex2jax_ignore mathjax_ignore">{}</div>'


class MakeOutputsHarmless(Preprocessor):
    """Renders sources and outputs; only cells that nbgrader knows keep their metadata."""

    enabled = Bool(True).tag(config=True)  # nbconvert's default is False, which would silently skip this step

    seconds = Float(5.0, help="Processor time that the cells of one page may take.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Render a notebook's cells, in place; as plain text where that takes too long."""
        made = _process(self.seconds).call(json.dumps(nb.cells, ensure_ascii=False).encode("utf-8", "replace"))
        cells = _plain(nb.cells, made.reason) if isinstance(made, NoResult) else json.loads(made)
        resources[_RENDERED] = {}
        for cell, (source, outputs) in zip(nb.cells, cells, strict=True):
            if cell.cell_type == "raw":  # which nbconvert would put into the page as it is
                cell.cell_type = "markdown"
            cell.metadata = _metadata(cell.metadata)
            cell.source = without_controls(text_of(cell.source))
            resources[_RENDERED][_key(cell)] = source
            if cell.cell_type == "code":
                count = cell.get("execution_count")
                cell.execution_count = count if isinstance(count, int) else None
                cell.outputs = [_html_output(html) for html in outputs]
        return nb, resources


@cache
def _process(seconds: float) -> BoundedProcess:
    return BoundedProcess(_render, Bounds(seconds), method="spawn")  # a Jupyter server has threads


def _render(cells: bytes) -> bytes:
    shown = [shown_cell(cell, to_staff=True) for cell in json.loads(cells)]
    return json.dumps([[_as_block(cell.kind, cell.source), cell.outputs] for cell in shown]).encode()


def _as_block(kind: str, source: str) -> str:
    if kind == "markdown":
        return source
    return f'<div class="highlight"><pre>{source}</pre></div>'


def _plain(cells: list[Any], reason: str) -> list[tuple[str, list[str]]]:
    note = f"<p><em>Shown as plain text, because {escape(one_line(reason))}.</em></p>"
    sources = [escape(without_controls(text_of(cell.source)[:_MAX_PLAIN])) for cell in cells]
    return [
        (f"{note}<pre>{source}</pre>", [note] if cell.get("outputs") else [])
        for cell, source in zip(cells, sources, strict=True)
    ]


def _metadata(metadata: dict[str, Any]) -> NotebookNode:
    """nbgrader's part of a cell's metadata, which the template writes into the page as it is."""
    nbgrader = metadata.get("nbgrader")
    if not isinstance(nbgrader, dict) or not isinstance(nbgrader.get("points", 0), int | float):
        return NotebookNode()
    if not _NAME.fullmatch(str(nbgrader.get("grade_id", ""))):
        return NotebookNode()
    return NotebookNode(nbgrader=from_dict(nbgrader))


def _html_output(html: str) -> NotebookNode:
    node: NotebookNode = from_dict(
        {"output_type": "display_data", "data": {"text/html": _WRAPPED.format(html)}, "metadata": {}}
    )
    return node


def _key(cell: Any) -> str:
    return json.dumps([cell.get("source"), cell.get("attachments")], sort_keys=True)


@pass_context
def rendered_source(context: Context, source: str, **_: Any) -> str:
    """Look up the HTML of the cell that the template shows, in place of nbconvert's own filters."""
    html = context["resources"].get(_RENDERED, {}).get(_key(context["cell"]))
    return _WRAPPED.format(f"<pre>{escape(source)}</pre>" if html is None else html)
