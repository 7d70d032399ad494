'''How to make a widget: one file, ``lectures/widgets/wNN_name.py``, that declares ``WIDGET``.

.. code-block:: python

    """W99: what the widget shows, in one line."""

    from types import SimpleNamespace

    import numpy as np

    from lectures.widgetkit import Question, Slider, Widget, style

    CONTROLS = (Slider("slope", -2.0, 2.0, step=0.1, value=1.0, label="slope w"),)


    def compute(slope):  # numpy only; asks for the controls it needs by their names
        x = np.linspace(-1, 1, 50)
        return SimpleNamespace(slope=slope, x=x, y=slope * x)


    def stage(figure):  # called once: axes, labels, limits; returns every artist that `draw` changes
        (axes,) = style.panels(figure)
        axes.set(xlim=(-1, 1), ylim=(-2, 2), xlabel="input x", ylabel="output y")
        return SimpleNamespace(line=axes.plot([], [], color=style.BLUE)[0])


    def draw(values, artists):  # called at every move: set_data, set_text, set_array …; makes no figure and no artist
        artists.line.set_data(values.x, values.y)


    def says(values):  # the sentence under the picture and its alt text: what can be seen, with numbers
        return f"A slope of {values.slope:.1f} turns 1 into {values.y[-1]:.1f}."


    def invariant(values):  # what the widget claims; tested at the extreme values of all controls
        return np.allclose(values.y / values.x, values.slope)


    WIDGET = Widget(
        id="W99", title="A line", controls=CONTROLS,
        compute=compute, stage=stage, draw=draw, says=says, invariant=invariant,
        predict=Question("What does a slope of -2 do to 1?", ("-2", "2"), answer=0,
                         because="It is the factor, sign included.", reveal={"slope": -2.0}),
        telling=({"slope": -2.0}, {"slope": 0.0}),
    )

In a lecture: ``from lectures.widgets.w99_line import WIDGET as W99``, then ``W99.show()`` at the end of a cell.
``WIDGET.picture(slope=-2.0)`` gives a picture without ipywidgets. `lectures.widgets.registry.widgets` lists all
widgets.

**Slow computations** go into ``prepare(seed, lr)``, which names its own controls and runs only when one of them
changes (a training run, the order of a graph). `compute` then gets its result as first argument, under any name:
``def compute(run, step)``. Every control must be named by one of the two.

**Controls** (`lectures.widgetkit.controls` has the arguments): `Slider` (also ``log=True``; with ``along="x"`` it can
be dragged in the picture), `Choice`, `Toggle`, `Player` (a step; play, pause, ±1, reset; ``until(prepared)`` where the
last step depends on the other controls), `Text` (where `compute` raises ``ValueError("one sentence")``, the sentence is
shown and the last picture stays), `Points` (to drag; a tuple of (x, y)), `Pick` (a cell of a heat map; (name, row,
column)), `Stroke` (drawn by hand). The pointer acts in ``figure.axes[axes]``, with at most one control for each axes;
everything can be done by the keyboard as well. ``when={"norm": "lasso"}`` greys a control out unless the others have
these values; ``still="…"`` says why moving it may leave the picture as it is.

**Speed.** The artists that `stage` returns are drawn over a stored image of everything else, and above it whatever
their zorder: so return also what must lie over a moving artist. `draw` may change titles, axis labels and limits
(through ``artists.axes``, say; axes in the namespace are left alone); that redraws everything, unless
it is as in one of the last four such drawings, and takes four times as long, so do not do it at every step. It must
change nothing else that `stage` does not return. `draw` takes at most 20 ms, and so does `compute` for a slider that is
dragged: only in the pause after a single step is the next one computed beforehand. 1080 × 540 pixels become a PNG in
1 ms.

**Style.** ``style.panels(figure, 2)`` gives axes with room for labels; all colours come from `style`; curves are
labelled beside them (``axes.text``) rather than in a legend; every axis has a label with its unit; no text is smaller
than 12 points; a heat map is at most 60 × 60. No module-level state, no pyplot, explicit seeds.

**In the page** (class names for tests and CSS): ``.bp-widget.bp-W03`` holds ``.bp-question`` (``.bp-answer``
buttons, ``.bp-showme``, ``.bp-because``), ``.bp-controls`` (one ``.bp-control.bp-slider.bp-control-margin`` each),
``.bp-whole`` (``data-widget``, ``data-frames``: how many pictures were shown so far), ``.bp-says`` and
``.bp-error``.

**A lecture** is ``lectures/NN_name.py``; `lectures/01_linear_models.py` is the model to follow: ``# # 1 Title``, what
you will be able to do, sections ``## Title (8 min)``, rows of the syllabus as ``<span class="rows">S1-05 E06</span>``
before the paragraph that they belong to, each formula with a cell beside it that prints both of its sides, misprints as
"Printed as … Correct …", questions with ``<details>``, what comes next. A widget brings its own question; the text need
not ask it.

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
