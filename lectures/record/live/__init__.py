"""Demos that a browser computes by itself, as no recording could hold what a hand may do: a script for each.

``kit.js`` draws with the looks that `lectures.record.kit` wrote down. A script ``wNN.js`` calls ``bpLive(id, parts)``:

- ``compute(state, data)`` and ``says(values, state)`` do what the widget's own functions do;
- ``draw(values, kit, state)`` moves the artists;
- ``furniture(values, recording)``, if there is more than one, gives its number.

A test holds ``compute`` against Python's.
"""

from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def script_of(widget):
    """The script of a demo, or None for one that is recorded."""
    file = HERE / f"{widget.id.lower()}.js"
    return file if file.exists() else None


def data_of(widget):
    """What a script cannot compute: first weights that Python draws, networks that take long to train.

    Parameters
    ----------
    widget : lectures.widgetkit.Widget

    Returns
    -------
    dict or None
        Ready for JSON.
    """
    return _DATA[widget.id]() if widget.id in _DATA else None


def _playground():
    from lectures.widgets import w18b_playground as w18b

    def start(net, seed):
        return _listed(w18b.init_params(w18b.NETS[net], "lecun", np.random.default_rng(seed)))

    examples = {data: [array.tolist() for array in w18b.examples(data)] for data in ("XOR", "ring", "spiral")}
    return {"examples": examples, "start": {net: [start(net, seed) for seed in range(10)] for net in w18b.NETS}}


def _filters():
    from lectures.widgets import w30_filters as w30

    runs = {care: w30.prepare(care) for care in w30.CARES}
    return {
        care: {"history": [_listed(params) for params in run.history], "right": [float(part) for part in run.right]}
        for care, run in runs.items()
    }


def _listed(params):
    return [[W.tolist(), b.tolist()] for W, b in params]


_DATA = {"W18b": _playground, "W30": _filters}
