"""Every lecture runs from top to bottom without a browser."""

import pytest

from lectures.publish.execute import executed
from lectures.publish.notebooks import texts
from tests.lectures.executed_lecture import STRICT

SECONDS = 60  # of processor time
COLUMNS = 40  # of printed letters, in the width of a phone


def unwanted(notebook):
    """What a lecture prints to stderr, and its errors."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


def printed(notebook):
    """The lines that a lecture prints."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [line for output in outputs if output.get("name") == "stdout" for line in output.text.splitlines()]


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.stem)
def test_a_lecture_runs_without_a_word_on_stderr(runs, text):
    notebook, seconds = runs[text].result()
    assert 0 < seconds < SECONDS
    assert unwanted(notebook) == []
    assert any(cell.outputs for cell in notebook.cells if cell.cell_type == "code")
    assert [line for line in printed(notebook) if len(line) > COLUMNS] == []


def test_a_word_on_stderr_would_be_seen_and_a_warning_stops(tmp_path):
    text = tmp_path / "01_a.py"
    text.write_text("# %% [markdown]\n# # 1 A\n\n# %%\nimport sys\nprint('x', file=sys.stderr)\n")
    assert len(unwanted(executed(text))) == 1
    text.write_text("# %% [markdown]\n# # 1 A\n\n# %%\nimport warnings\nwarnings.warn('too steep')\n")
    with pytest.raises(Exception, match="too steep"):
        executed(text, STRICT)
