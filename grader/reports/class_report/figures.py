"""Draws the report's figures as inline SVG, readable in grey, with any colour vision and in print."""

import io
import re
from collections.abc import Sequence

import matplotlib
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grader.reports.class_report.questions import Question

# Okabe and Ito's colours, which all kinds of colour vision tell apart; the hatches tell them apart in grey.
BLUE, ORANGE, VERMILION, GREY = "#0072b2", "#e69f00", "#d55e00", "#999999"
_OUTCOMES = (  # legend, field of `Question`, colour, hatch
    ("all points", "full", BLUE, ""),
    ("some", "partial", ORANGE, "//"),
    ("none", "zero", VERMILION, "xx"),
    ("left empty", "empty", GREY, ".."),
    ("waits", "pending", "white", ""),
)
_BINS = 10
_WIDTH = 4.8  # inches: letters stay legible on a phone
_STEPS = [1, 2, 2.5, 5, 10]  # between ticks, as matplotlib's own
_MAX_LABEL = 28  # characters


def scores(shares: Sequence[float]) -> str:
    """Draw a histogram of scores.

    Parameters
    ----------
    shares : sequence of float
        Scores as shares of all points, from 0 to 1.

    Returns
    -------
    str
        SVG.
    """
    figure, axes = _figure(2.6)
    edges = [i * 100 / _BINS for i in range(_BINS + 1)]
    counts, _, bars = axes.hist([100 * share for share in shares], bins=edges, color=BLUE, edgecolor="white")
    assert isinstance(bars, BarContainer)
    axes.bar_label(bars, labels=[f"{count:.0f}" if count else "" for count in counts], padding=2)
    axes.set(xlabel="score, % of all points", ylabel="students", xticks=edges, xlim=(0, 100))
    axes.yaxis.set_major_locator(MaxNLocator("auto", steps=_STEPS, integer=True))
    axes.margins(y=0.15)
    return _svg(figure, "scores")


def question_bars(questions: Sequence[Question]) -> str:
    """Draw a bar for each question: how many students have all points, some, none.

    Parameters
    ----------
    questions : sequence of Question

    Returns
    -------
    str
        SVG.
    """
    figure, axes = _figure(1.0 + 0.34 * len(questions))
    names = [_shortened(question.name) for question in questions]
    rows, left = range(len(questions)), [0] * len(questions)
    for label, field, colour, hatch in _OUTCOMES:
        counts = [getattr(question, field) for question in questions]
        if not any(counts):
            continue
        bars = axes.barh(rows, counts, left=left, color=colour, hatch=hatch, edgecolor="black", lw=0.5, label=label)
        labels = axes.bar_label(bars, [str(count or "") for count in counts], label_type="center", fontsize=8)
        for text in labels:
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1} if text.get_text() else None)
        left = [a + b for a, b in zip(left, counts, strict=True)]
    axes.set(yticks=rows, yticklabels=names, xlabel="students")
    axes.xaxis.set_major_locator(MaxNLocator("auto", steps=_STEPS, integer=True))
    axes.invert_yaxis()
    figure.legend(
        loc="outside upper center",
        ncols=len(_OUTCOMES),
        frameon=False,
        fontsize=8,
        handlelength=1.5,
        columnspacing=1.2,
    )
    return _svg(figure, "questions")


def _figure(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _shortened(name: str) -> str:
    return name if len(name) <= _MAX_LABEL else f"{name[: _MAX_LABEL - 1]}…"


def _svg(figure: Figure, name: str) -> str:
    """Save as SVG: text as shapes, which need no fonts, and the same bytes for the same figure."""
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    # Ids must be unique in the page, which holds several figures.
    return re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{name}-", svg)
