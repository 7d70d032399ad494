'''How a widget is made. One file, ``lectures/widgets/wNN_name.py``, that declares ``WIDGET``:

.. code-block:: python

    """W99: what the widget shows, in one line."""

    from types import SimpleNamespace

    import numpy as np

    from lectures.widgetkit import Question, Slider, Widget, style

    CONTROLS = (Slider("slope", -2.0, 2.0, step=0.1, value=1.0, label="slope w"),)


    def compute(slope):  # numpy only; asks for the controls it needs by their names
        x = np.linspace(-1, 1, 50)
        return SimpleNamespace(slope=slope, x=x, y=slope * x)


    def stage(figure):  # once: axes, labels, limits; returns every artist that `draw` will change
        (axes,) = style.panels(figure)
        axes.set(xlim=(-1, 1), ylim=(-2, 2), xlabel="input x", ylabel="output y")
        return SimpleNamespace(line=axes.plot([], [], color=style.BLUE)[0])


    def draw(values, artists):  # at every move: set_data, set_text, set_array …; never makes a figure or an artist
        artists.line.set_data(values.x, values.y)


    def says(values):  # the sentence under the picture, and its alt text: what is seen, with numbers
        return f"A slope of {values.slope:.1f} turns 1 into {values.y[-1]:.1f}."


    def invariant(values):  # what the widget claims; tested at every corner of the controls
        return np.allclose(values.y / values.x, values.slope)


    WIDGET = Widget(
        id="W99", title="A line", controls=CONTROLS,
        compute=compute, stage=stage, draw=draw, says=says, invariant=invariant,
        predict=Question("What does a slope of -2 do to 1?", ("-2", "2"), answer=0,
                         because="It is the factor, sign included.", reveal={"slope": -2.0}),
        telling=({"slope": -2.0}, {"slope": 0.0}),
    )

In a lecture: ``from lectures.widgets.w99_line import WIDGET as W99``, then ``W99.show()`` at the end of a cell. A
picture without ipywidgets: ``WIDGET.picture(slope=-2.0)``. All widgets there are:
``lectures.widgets.registry.widgets()``.

**What is slow** goes into ``prepare(seed, lr)``, which asks for its own controls; it runs only when one of those
changed (a training run, a graph's order). `compute` then has what it returned as its first argument, whatever its
name: ``def compute(run, step)``. Every control must be named by one of the two.

**Controls** (`lectures.widgetkit.controls` has the arguments): `Slider` (also ``log=True``; ``along="x"`` lets it be
dragged in the picture), `Choice`, `Toggle`, `Player` (a step; play, pause, ±1, reset; ``until(prepared)`` where the
last step depends on the other controls), `Text` (raise ``ValueError("one sentence")`` in `compute`: it is shown, the
last picture stays), `Points` (to drag; a tuple of (x, y)), `Pick` (a cell of a heat-map; (name, row, column)),
`Stroke` (drawn by hand). Pointers act in the axes with the number ``axes`` in ``figure.axes``, at most one control an
axes; each has a keyboard way as well. ``when={"norm": "lasso"}`` greys a control out unless the others have these
values; ``still="…"`` says why moving it may leave the picture as it is.

**What is fast.** Artists that `stage` returns are drawn over a stored image of everything else, above it whatever
their zorder: so return also what must lie over a moving artist. Titles, axis labels and limits may be changed in
`draw` (through ``artists.axes``, say; axes in the namespace are left alone); that redraws everything and costs four
times as much, so not at every step. Nothing else that `stage` does not return may be changed. `draw` at most 20 ms.
Sliders by which one drags want a `compute` of at most 20 ms as well; 1080 × 540 pixels become a PNG in 9 ms.

**Looks.** ``style.panels(figure, 2)`` gives axes with room for labels; colours from `style` and from nowhere else;
label curves beside them (``axes.text``) rather than in a legend; a label with a unit on every axis; no text below 12
points; a heat-map is at most 60 × 60. No module-level state, no pyplot, seeds explicit.

**In the page** (class names for tests and style): ``.bp-widget.bp-W03`` holds ``.bp-question`` (``.bp-answer``
buttons, ``.bp-showme``, ``.bp-because``), ``.bp-controls`` (one ``.bp-control.bp-slider.bp-control-margin`` each),
``.bp-picture img`` (``data-widget``, ``data-frames``: pictures that could be seen so far), ``.bp-says`` and
``.bp-error``.

**A lecture** is ``lectures/NN_name.py``, and `lectures/01_linear_models.py` is the model: ``# # 1 Title``, what one
will be able to do, sections ``## Title (8 min)``, rows of the syllabus as ``<span class="rows">S1-05 E06</span>``
before the paragraph that they belong to, each formula with a cell beside it that prints both of its sides, slips as
"Printed as … Correct …", questions with ``<details>``, where it leads. Every widget's question comes with it and need
not be asked in the text.

Tests: ``pytest tests/lectures/widgets/test_widgets.py -k W99``.
'''

from lectures.widgetkit import style as style
from lectures.widgetkit.controls import Choice, Pick, Player, Points, Slider, Stroke, Text, Toggle
from lectures.widgetkit.widget import Question, Widget

__all__ = [
    "Choice",
    "Pick",
    "Player",
    "Points",
    "Question",
    "Slider",
    "Stroke",
    "Text",
    "Toggle",
    "Widget",
    "style",
]
