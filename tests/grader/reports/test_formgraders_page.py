"""What a student wrote does not run in the formgrader, where it would act as the teacher who looks at it."""

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import PyFileConfigLoader

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
    "a raw cell": new_raw_cell(EVIL),
    "a raw cell of HTML": new_raw_cell(EVIL, metadata={"raw_mimetype": "text/html"}),
    "a name of a question": new_code_cell("pass", metadata=_known(grade_id=f"'>{EVIL}")),
    "points of a question": new_code_cell("pass", metadata=_known(points=f"'>{EVIL}")),
    "tags": new_code_cell("pass", metadata={"tags": [f"'>{EVIL}"], "magics_language": EVIL}),
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


def _words(html):
    return BeautifulSoup(html, "html.parser").find(id="notebook-container").get_text()


@pytest.mark.parametrize("cell", _CELLS.values(), ids=_CELLS)
def test_the_dollars_of_a_student_are_set_by_no_script(cell):
    """nbgrader's page loads MathJax, which leaves alone what has this class."""
    page = BeautifulSoup(_page(cell, _config()), "html.parser")
    for found in page.find(id="notebook-container").find_all(string=lambda text: "alert(1)" in text):
        assert found.find_parent(class_="tex2jax_ignore")


def test_a_formula_is_set_and_a_drawing_and_the_verdict_are_shown():
    assert "<mi>x</mi>" in _page(new_markdown_cell("so $x$"), _config())
    assert "data:image/svg+xml" in _page(
        _shown("image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>'), _config()
    )
    verdict = '<table style="border-left: 4px solid #d0453c;"><tr><th>1.25 of 3 points</th></tr></table>'
    tests = new_code_cell("probe()", metadata=_known(), outputs=[new_output("display_data", {"text/html": verdict})])
    html = _page(tests, _config())
    assert "1.25 of 3 points" in _words(html)
    assert "border-left: 4px solid #d0453c" in html


def test_what_takes_too_long_to_show_is_shown_as_plain_text():
    config = _config()
    config.MakeOutputsHarmless.seconds = 0.001
    html = _page(new_code_cell("the_code = 1\n" * 3000, outputs=[new_output("stream", text="x")]), config)
    assert "Shown as plain text, because it takes more than 0.001 seconds." in _words(html)
    assert "the_code = 1" in _words(html)
