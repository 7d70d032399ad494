"""Every lecture runs from top to bottom without a browser."""

import time

import pytest

from lectures.tools.build import texts
from lectures.tools.execute import executed

SECONDS = 60
# Set only in the lecture's own kernel, after ipykernel has been imported.
STRICT = "import warnings\nwarnings.simplefilter('error')"


def unwanted(notebook):
    """What a lecture prints to stderr, and its errors."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [
        out
        for out in outputs
        if out.output_type == "error" or (out.output_type, out.get("name")) == ("stream", "stderr")
    ]


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.stem)
def test_a_lecture_runs_without_a_word_on_stderr(text):
    start = time.perf_counter()
    notebook = executed(text, STRICT)
    assert time.perf_counter() - start < SECONDS
    assert unwanted(notebook) == []
    assert any(cell.outputs for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize("line", ["import sys; print('x', file=sys.stderr)", "import warnings; warnings.warn('x')"])
def test_a_word_on_stderr_and_a_warning_would_be_seen(tmp_path, line):
    text = tmp_path / "01_a.py"
    text.write_text(f"# %% [markdown]\n# # 1 A\n\n# %%\n{line}\n")
    assert len(unwanted(executed(text))) == 1
