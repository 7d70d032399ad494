"""An IPython shell without a kernel: runs a cell and keeps what it showed, as a notebook would."""

import base64
import io
import sys
from contextlib import redirect_stderr, redirect_stdout

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import activate_matplotlib
from matplotlib_inline.backend_inline import configure_inline_support
from traitlets.config import Config

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
_KEPT_TYPES = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/svg+xml")
_LEAST_SIZE = 100  # of an output, in characters: what reaches the judge may hold `course.probing.wire.MAX_NODES` parts
_WARM_UP = """
import numpy as np, matplotlib.pyplot as plt
figure, axes = plt.subplots(figsize=(1, 1))
axes.plot([0, 1], "o-", label="$x$"); axes.scatter([0, 1], [1, 0]); axes.imshow([[0, 1]])
axes.contourf([[0, 1], [1, 0]]); axes.set(xlabel="x", title="x"); axes.legend(); figure.suptitle("x")
plt.show()
1 / 0
"""


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **kwargs):
        self.shell.shown.add({"output_type": "display_data", "data": _plain(data), "metadata": {}})

    def clear_output(self, wait=False):
        pass


class _Hook(DisplayHook):
    def __call__(self, result=None):
        if result is None or self.semicolon_at_end_of_expression(self.shell.source):
            return
        data, _ = self.compute_format_data(result)
        self.update_user_ns(result)
        count = self.shell.execution_count
        out = {"output_type": "execute_result", "execution_count": count, "data": _plain(data), "metadata": {}}
        self.shell.shown.add(out)


class _Stream(io.TextIOBase):
    """Standard output or error of a cell, kept up to a bound: what comes after it is counted, not stored."""

    def __init__(self, name, shown):
        self._name, self._shown = name, shown

    def writable(self):
        return True

    def write(self, text):
        self._shown.add_text(self._name, str(text))
        return len(text)


class Shown:
    """What one cell showed, as nbformat outputs, up to a number of characters."""

    def __init__(self, bound):
        self._bound = bound
        self.clear()

    def clear(self):
        """Forget all of it, before the next cell."""
        self.outputs, self._left, self._cut = [], self._bound, 0

    def add_text(self, name, text):
        """Add to a stream, as much as there is room for."""
        kept = text[: max(self._left, 0)]
        self._left -= len(kept)
        self._cut += len(text) - len(kept)
        if not kept:
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name and last.get("output_type") == "stream":
            last["text"].append(kept)
        else:
            self._left -= _LEAST_SIZE if self.outputs else 0
            self.outputs.append({"output_type": "stream", "name": name, "text": [kept]})

    def add(self, output):
        """Add a display, a result or an error; pictures have ten times the room of text."""
        data = output.get("data", {})
        size = _LEAST_SIZE + sum(len(v) // (10 if k.startswith("image/png") else 1) for k, v in data.items())
        if size > self._left:
            self._cut += size
            return
        self._left -= size
        self.outputs.append(output)

    def finished(self):
        """All of it, with a line that says how much was cut."""
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        if self._cut:
            note = f"\n[{self._cut} more characters of output were cut]\n"
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": note})
        return self.outputs


class Shell(InteractiveShell):
    """A shell whose cells leave nbformat outputs."""

    def __init__(self, output_bound):
        self.shown = Shown(output_bound)
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.xmode = "Plain"
        config.InteractiveShell.cache_size = 0
        super().__init__(config=config, display_pub_class=_Publisher, displayhook_class=_Hook)
        activate_matplotlib(INLINE_BACKEND)
        configure_inline_support(self, INLINE_BACKEND)
        # Both are slow the first time, and nothing of a student's: a picture of all common parts, and a traceback.
        self.run(_WARM_UP)
        self.reset(new_session=True)

    def init_sys_modules(self):
        # pickle and friends look for `__main__`; it is the notebook's, as in Jupyter.
        sys.modules["__main__"] = self.user_module

    def enable_gui(self, gui=None):
        """Nothing: pictures are shown inline, and `%matplotlib inline` at a notebook's top is harmless."""

    def _showtraceback(self, etype, evalue, stb):
        self.shown.add(
            {"output_type": "error", "ename": etype.__name__, "evalue": str(evalue)[:2000], "traceback": stb[-40:]}
        )

    def run(self, source):
        """Run one cell.

        Returns
        -------
        outputs : list of dict
            In nbformat's form.
        error : dict or None
            ``{"ename", "evalue"}`` of what the cell raised.
        """
        self.shown.clear()
        self.source = source
        with redirect_stdout(_Stream("stdout", self.shown)), redirect_stderr(_Stream("stderr", self.shown)):
            result = self.run_cell(source, store_history=False, silent=False)
        error = result.error_before_exec or result.error_in_exec
        said = {"ename": type(error).__name__, "evalue": str(error)[:2000]} if error is not None else None
        return self.shown.finished(), said


def _plain(data):
    kept = {}
    for kind in _KEPT_TYPES:
        value = data.get(kind)
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode()
        if isinstance(value, str):
            kept[kind] = value
    return kept
