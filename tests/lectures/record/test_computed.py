"""What a browser computes by itself is what Python computes: at 200 random states, to 1e-9, and to the word."""

import json

import numpy as np
import pytest

from lectures.record.live import data_of, script_of
from lectures.widgetkit import Choice, Player, Points, Slider, Stroke
from lectures.widgets.registry import widgets
from tests.lectures.record.in_chromium import opened, recorded
from tests.lectures.record.rounding import undecided

pytestmark = [pytest.mark.chromium, pytest.mark.slow]
STATES, NEAR = 200, 1e-9
COMPUTED = {name: widget for name, widget in widgets().items() if script_of(widget)}
COMPUTE = """([id, state, parts]) => {
    const spec = bpLive.specs[id], values = spec.compute(state, window.data);
    const told = [...parts.map((part) => values[part]), bpLive.typeset(spec.says(values, state))];
    const plain = (value) => typeof value === "number" && !isFinite(value) ? String(value) : value;
    return JSON.stringify(told, (_, value) => ArrayBuffer.isView(value) ? Array.from(value) : plain(value));
}"""


def test_which_demos_a_browser_computes():
    assert set(COMPUTED) == {"W04", "W05", "W15", "W18b", "W30"}


@pytest.mark.parametrize("name", COMPUTED)
def test_the_browser_computes_what_python_does(name, browser, tmp_path, monkeypatch):
    computed, rng = COMPUTED[name], np.random.default_rng(0)
    data = data_of(computed)
    monkeypatch.setattr("lectures.record.packing.data_of", lambda _: data)  # once is slow enough
    _, page_file = recorded(computed, [], tmp_path)
    renderer, compared = computed.renderer(), 0
    with opened(browser, page_file) as page:
        page.evaluate("data => (window.data = data)", data)
        while compared < STATES:
            state = random_state(computed, rng)
            values = renderer.values(state)
            if undecided(name, values, state):
                continue
            compared += 1
            wanted = WANTED[name](values)
            *found, says = json.loads(page.evaluate(COMPUTE, [name, state, list(wanted)]))
            for part, value in zip(wanted, found, strict=True):
                assert close(value, wanted[part]), (part, state)
            assert says == renderer.says(values), state


def random_state(widget, rng):
    return {control.name: random_value(control, rng) for control in widget.controls}


def random_value(control, rng):
    if isinstance(control, Choice):
        return control.options[rng.integers(len(control.options))]
    if isinstance(control, Player):
        return int(rng.integers(control.high + 1))
    if isinstance(control, Slider):
        steps = round((control.high - control.low) / control.step)
        return type(control.value)(round(control.low + control.step * rng.integers(steps + 1), 10))
    if isinstance(control, Points):
        low, high = np.array(control.low), np.array(control.high)
        return tuple(map(tuple, (low + (high - low) * rng.random((len(control.value), 2))).round(4).tolist()))
    assert isinstance(control, Stroke)
    lines = rng.integers(4)
    return tuple(tuple(map(tuple, (14 * rng.random((rng.integers(1, 6), 2))).tolist())) for _ in range(lines))


def close(found, wanted):
    """Equal to 1e-9, with lists in lists of any shape."""
    if isinstance(wanted, (list, tuple)):
        return len(found) == len(wanted) and all(map(close, found, wanted))
    if isinstance(wanted, dict):
        return set(found) == set(wanted) and all(close(found[key], wanted[key]) for key in wanted)
    found = np.array(found, dtype=float)
    return found.shape == np.shape(wanted) and np.allclose(found, wanted, rtol=NEAR, atol=NEAR)


WANTED = {
    "W04": lambda v: {
        "weights": v.run.weights, "total": v.run.total, "converged": v.run.converged, "lengths": v.lengths, "m": v.m,
        "R": v.R, "side": v.side, "wrong": v.wrong,
        **({} if v.logistic is None else {"logistic": v.logistic}),
        **({"gamma": v.gamma, "bound": v.run.bound} if v.run.converged else {}),
    },
    "W05": lambda v: {
        "W": v.W.T, "b": v.b, "k": v.k, "counts": v.counts, "fires": v.fires, "regions": v.regions, "seen": v.seen,
        "most": v.most, "share": v.share,
    },
    "W15": lambda v: {
        "x": v.x, "said": v.said, "error": v.error, "promise": v.promise, "hidden": v.hidden,
        "curves": {units: [np.array(part) for part in pair] for units, pair in v.curves.items()},
        "bump": {"middle": v.bump.middle, "parts": v.bump.parts},
    },
    "W18b": lambda v: {
        "losses": v.losses, "loss": v.loss, "params": v.params, "errors": [dZ.T for dZ in v.errors],
        "grads": v.grads, "back": v.back, "worst": v.worst, "right": v.right,
    },
    "W30": lambda v: {
        "x": v.x, "z": v.z, "a": v.a, "P": v.P, "logits": v.logits, "digit": v.digit,
        "images": v.images.reshape(len(v.z), -1), "right": v.run.right[v.epoch],
    },
}  # fmt: skip
