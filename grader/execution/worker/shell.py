"""An IPython shell without a kernel: runs cells and collects their outputs in nbformat."""

import base64
import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.pylabtools import activate_matplotlib
from matplotlib_inline.backend_inline import configure_inline_support
from traitlets.config import Config

from course.notebook.failure import Failure
from course.notebook.statement_shell import StatementShell, text_of
from grader.execution.machine_paths import without_machine_paths
from grader.execution.output_types import MIME_TYPES, Output

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
_MIN_SIZE = 100  # characters that an output counts at least: a message to the judge has at most `wire.MAX_NODES` parts
_IMAGE_DISCOUNT = 10
_WARM_UP = """
import numpy as np, matplotlib.pyplot as plt
figure, axes = plt.subplots(figsize=(1, 1))
axes.plot([0, 1], "o-", label="$x$"); axes.scatter([0, 1], [1, 0]); axes.imshow([[0, 1]])
axes.contourf([[0, 1], [1, 0]]); axes.set(xlabel="x", title="x"); axes.legend(); figure.suptitle("x")
plt.show()
1 / 0
"""


class _Publisher(DisplayPublisher):
    shell: "Shell"

    def publish(self, data: dict[str, Any], *args: object, **kwargs: object) -> None:
        self.shell.cell_outputs.add({"output_type": "display_data", "data": _as_text(data), "metadata": {}})

    def clear_output(self, wait: bool = False) -> None:
        pass


class _Hook(DisplayHook):
    shell: "Shell"

    def __call__(self, result: object = None) -> None:
        if result is None or self.semicolon_at_end_of_expression(self.shell.source):
            return
        data, _ = self.compute_format_data(result)
        self.update_user_ns(result)
        count = self.shell.execution_count
        out = {"output_type": "execute_result", "execution_count": count, "data": _as_text(data), "metadata": {}}
        self.shell.cell_outputs.add(out)


class _Stream(io.TextIOBase):
    """Standard output or error of a cell."""

    def __init__(self, name: str, outputs: "CellOutputs") -> None:
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        text = str(text)
        # A warning names the file of the package that gives it.
        self._outputs.add_text(self._name, without_machine_paths(text) if self._name == "stderr" else text)
        return len(text)


class CellOutputs:
    """The outputs of one cell up to a number of characters; what exceeds it is counted, not stored.

    Parameters
    ----------
    max_size : int
        In characters.
    """

    def __init__(self, max_size: int) -> None:
        self._max_size = max_size
        self.clear()

    def clear(self) -> None:
        """Remove all outputs, before the next cell."""
        self.outputs: list[Output] = []
        self._left, self._cut = self._max_size, 0

    def add_text(self, name: str, text: str) -> None:
        """Append text to a stream, as far as there is space left."""
        fits = text[: max(self._left, 0)]
        self._left -= len(fits)
        self._cut += len(text) - len(fits)
        if not fits:
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name and last.get("output_type") == "stream":
            last["text"].append(fits)
        else:
            self._left -= _MIN_SIZE if self.outputs else 0
            self.outputs.append({"output_type": "stream", "name": name, "text": [fits]})

    def add(self, output: Output) -> None:
        """Append a display, a result or an error if it fits; a tenth of an image's size counts."""
        data = output.get("data", {})
        size = _MIN_SIZE + sum(
            len(v) // (_IMAGE_DISCOUNT if k in ("image/png", "image/jpeg") else 1) for k, v in data.items()
        )
        if size > self._left:
            self._cut += size
            return
        self._left -= size
        self.outputs.append(output)

    def finished(self) -> list[Output]:
        """Return all outputs, with a note on how much was cut."""
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        if self._cut:
            note = f"\n[{self._cut} more characters of output were cut]\n"
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": note})
        return self.outputs


class Shell(StatementShell):
    """A shell that returns what a cell shows as nbformat outputs.

    Parameters
    ----------
    output_bound : int
        Characters of output kept of one cell.
    """

    def __init__(self, output_bound: int) -> None:
        self.cell_outputs = CellOutputs(output_bound)
        config = Config()
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.xmode = "Plain"
        config.InteractiveShell.cache_size = 0
        super().__init__(config=config, display_pub_class=_Publisher, displayhook_class=_Hook)
        activate_matplotlib(INLINE_BACKEND)
        configure_inline_support(self, INLINE_BACKEND)
        # The first figure and the first traceback are slow; made before the fork, they cost no submission any time.
        self.run(_WARM_UP)
        self.reset(new_session=True)

    def init_sys_modules(self) -> None:
        # pickle looks up `__main__`, which has to be the notebook, as in Jupyter.
        sys.modules["__main__"] = self.user_module

    def enable_gui(self, gui: object = None) -> None:
        """Do nothing: figures are always inline, whatever `%matplotlib` says."""

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        traceback = [without_machine_paths(line) for line in stb[-40:]]
        message = without_machine_paths(text_of(evalue))[:2000]
        self.cell_outputs.add(
            {"output_type": "error", "ename": etype.__name__, "evalue": message, "traceback": traceback}
        )

    def run(self, source: str) -> tuple[list[Output], list[Failure]]:
        """Run one cell, statement by statement.

        Returns
        -------
        outputs : list of Output
        failures : list of Failure
            The statements that raised.
        """
        self.cell_outputs.clear()
        self.source = source
        with (
            redirect_stdout(_Stream("stdout", self.cell_outputs)),
            redirect_stderr(_Stream("stderr", self.cell_outputs)),
        ):
            failures = self.run_statements(source)
        return self.cell_outputs.finished(), failures


def _as_text(data: dict[str, Any]) -> dict[str, str]:
    """The known types of a MIME bundle as text, binary ones in base64."""
    texts = {}
    for mime_type in MIME_TYPES:
        value = data.get(mime_type)
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode()
        if isinstance(value, str):
            texts[mime_type] = value
    return texts
