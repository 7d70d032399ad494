"""What a student wrote does not run in the formgrader, where it would act as the teacher who looks at it."""

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import PyFileConfigLoader

from grader.reports.feedback_exporter import FeedbackExporter
from tests.paths import ASSIGNMENTS

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"
_NAMES = ("assignment_id", "notebook_id", "submission_id", "base_url", "student", "last_name", "first_name")


def _known(**kind):
    fields = {"grade_id": "q", "grade": True, "solution": False, "locked": False, "task": False, "points": 1}
    return {"nbgrader": fields | {"schema_version": 3} | kind}


def _shown(kind, data):
    return new_code_cell("pass", outputs=[new_output("display_data", {kind: data})])


_CELLS = {
    "a text of the student's own": new_markdown_cell(f"# Seen?\n{EVIL}"),
    "an answer in words": new_markdown_cell(EVIL, metadata=_known(solution=True)),
    "a link in an answer": new_markdown_cell("[press](javascript:alert(1))", metadata=_known(solution=True)),
    "a mathematical formula": new_markdown_cell(f"$x${EVIL}$y$", metadata=_known(solution=True)),
    "code": new_code_cell(f"# {EVIL}", metadata=_known(solution=True, grade=False)),
    "HTML": _shown("text/html", EVIL),
    "Markdown that is shown": _shown("text/markdown", EVIL),
    "LaTeX": _shown("text/latex", f"$x$ {EVIL}"),
    "a drawing": _shown("image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">{EVIL}</svg>'),
    "a picture": _shown("image/png", f'"/>{EVIL}'),
    "a program": _shown("application/javascript", "alert(1)"),
    "a widget": _shown("application/vnd.jupyter.widget-view+json", {"model_id": EVIL}),
    "text": new_code_cell("pass", outputs=[new_output("stream", text=f"{EVIL}\x1b[31m{EVIL}")]),
    "an error": new_code_cell("pass", outputs=[new_output("error", ename=EVIL, evalue=EVIL, traceback=[EVIL])]),
}


def _config():
    return PyFileConfigLoader("nbgrader_config.py", path=str(ASSIGNMENTS)).load_config()


def _page(cell, config):
    # As `FormgradeExtension` does with what it has read from nbgrader_config.py.
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    resources = dict.fromkeys(_NAMES, "x") | {"index": 0, "total": 1, "notebook_path": "x"}
    return HTMLExporter(config=config).from_notebook_node(new_notebook(cells=[cell]), resources)[0]


def _running(html):
    """What would run, of what the student wrote."""
    page = BeautifulSoup(html, "html.parser")
    scripts = [tag for tag in page.find_all("script") if "alert(1)" in tag.text]
    attributes = [(name, str(value)) for tag in page.find_all(True) for name, value in tag.attrs.items()]
    return scripts + [a for a in attributes if "alert(1)" in a[1] and (a[0].startswith("on") or "javascript:" in a[1])]


@pytest.mark.parametrize("cell", _CELLS.values(), ids=_CELLS)
def test_it_does_not_run_in_the_formgrader(cell):
    html = _page(cell, _config())
    assert "notebook-container" in html
    assert not _running(html)


def test_it_would_run_without_our_settings():
    config = _config()
    del config.HTMLExporter
    assert _running(_page(_CELLS["an answer in words"], config))
    config = _config()
    del config.HTMLExporter
    assert _running(_page(_CELLS["HTML"], config))


def test_our_own_page_keeps_its_own_filters():
    exporter = FeedbackExporter(config=_config())
    assert exporter.environment.filters["markdown2html"] == exporter.harmless_markdown
    assert not exporter.preprocessors
