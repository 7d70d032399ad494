"""The report's figures, as SVG that stands in the page: readable in grey, for the colour-blind, and on paper."""

import io
import re

import matplotlib
from matplotlib.figure import Figure

# Okabe and Ito's colours, which all kinds of colour vision tell apart; the hatches tell them apart in grey.
BLUE, ORANGE, VERMILION, GREY = "#0072b2", "#e69f00", "#d55e00", "#999999"
_PARTS = (("all points", "full", BLUE, ""), ("some", "part", ORANGE, "//"), ("none", "none", VERMILION, "xx"))
_PARTS += (("left empty", "empty", GREY, ".."), ("waits for a person", "waits", "white", ""))
_BINS = 10
_WIDTH = 5.8  # inches
_LONGEST_LABEL = 28


def scores(shares):
    """A histogram of scores.

    Parameters
    ----------
    shares : list of float
        Of all points, from 0 to 1.

    Returns
    -------
    str
        SVG.
    """
    figure, axes = _figure(2.6)
    edges = [i * 100 / _BINS for i in range(_BINS + 1)]
    counts, _, bars = axes.hist([100 * share for share in shares], bins=edges, color=BLUE, edgecolor="white")
    axes.bar_label(bars, labels=[f"{count:.0f}" if count else "" for count in counts], padding=2)
    axes.set(xlabel="score, % of all points", ylabel="students", xticks=edges, xlim=(0, 100))
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.margins(y=0.15)
    return _svg(figure, "scores")


def questions(found):
    """A bar for each question: how many students have all points, some, none.

    Parameters
    ----------
    found : list of Question

    Returns
    -------
    str
        SVG.
    """
    figure, axes = _figure(1.0 + 0.34 * len(found))
    names = [_short(question.name) for question in found]
    rows, left = range(len(found)), [0] * len(found)
    for label, field, colour, hatch in _PARTS:
        counts = [getattr(question, field) for question in found]
        if not any(counts):
            continue
        bars = axes.barh(rows, counts, left=left, color=colour, hatch=hatch, edgecolor="black", lw=0.5, label=label)
        labels = axes.bar_label(bars, [str(count or "") for count in counts], label_type="center", fontsize=8)
        for text in labels:
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1} if text.get_text() else None)
        left = [a + b for a, b in zip(left, counts, strict=True)]
    axes.set(yticks=rows, yticklabels=names, xlabel="students")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.invert_yaxis()
    axes.legend(
        loc="lower center",
        bbox_to_anchor=(0.3, 1.0),
        ncols=len(_PARTS),
        frameon=False,
        fontsize=8,
        handlelength=1.5,
        columnspacing=1.2,
    )
    return _svg(figure, "questions")


def _figure(height):
    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _short(name):
    return name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"


def _svg(figure, name):
    """Text as shapes, so that it looks the same without our fonts; the same bytes for the same figures."""
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    # Two figures in one page must not share the names of their parts.
    return re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{name}-", svg)
