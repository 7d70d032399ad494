"""Hypothesis strategies that start from a real submission and spoil it: notebook, spelling, encoding, bytes.

Each edit is a function ``edit(draw, notebook)`` that returns the notebook; any of them after any other makes sense.
"""

import copy
import gzip
import json
import re

from hypothesis import assume
from hypothesis import strategies as st

from tests.evaluation.fuzz.code import CELLS, SLOW_CELLS

_LARGEST = 20_000_000  # bytes; that larger ones than 50 MB are refused is tested without drawing them
# JSON that Python's own encoder would not write: these words are replaced in the text.
_RAW = {
    "@nested@": "[" * 300 + "]" * 300,
    "@nested as far as it goes@": '{"a":[' * 480 + "]}" * 480,
    "@nested lists@": "[" * 970 + "]" * 970,
    "@nested deeper@": '{"a":' * 3000 + "1" + "}" * 3000,
    "@nested without end@": "[" * 100_000,
    "@many digits@": "9" * 5000,
    "@not a number@": "NaN",
    "@infinite@": "-Infinity",
    "@too large@": "1e999",
    "@minus zero@": "-0.0",
    "@twice@": '{"cells": [], "cells": 1, "id": "a", "id": 2}',
    "@surrogate@": '"\\ud800"',
    "@nul@": '"\\u0000"',
}
_TEXTS = (
    "\ud800",
    "\x00",
    "\u202e\u2066",
    "\x1b[2J",
    "<script>alert(1)</script>",
    "{{ x }} {% y %}",
    "Ünï\u0301 🙂",
    "a\rb\r\nc\u2028d",
)
_FIELDS = ("cell_type", "source", "metadata", "id", "outputs", "execution_count", "attachments", "input")
_TOP = ("cells", "metadata", "nbformat", "nbformat_minor", "worksheets", "orig_nbformat")

_KEYS = st.sampled_from(_FIELDS + _TOP) | st.text(max_size=4)
_JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([*_RAW, *_TEXTS, "", "code", "markdown", "heading"])
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=5,
)
_CODE = st.sampled_from(CELLS + SLOW_CELLS)
_SOURCE = st.one_of(
    _CODE,
    _CODE,
    _CODE,
    st.text(max_size=12),
    st.sampled_from(_TEXTS),
    st.lists(st.text(max_size=5) | _JUNK, max_size=3),
)


def _cells(notebook):
    """The cells that can be edited, which may be none."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    return cells if isinstance(cells, list) else []


def _some(draw, cells):
    return draw(st.integers(0, len(cells) - 1))


def _with_a_cell(edit):
    """An edit of one cell, or nothing where there is none."""

    def on_notebook(draw, notebook):
        cells = _cells(notebook)
        if cells:
            edit(draw, cells, _some(draw, cells))
        return notebook

    return on_notebook


@_with_a_cell
def _delete(draw, cells, i):
    del cells[i]


@_with_a_cell
def _copy(draw, cells, i):
    cells.insert(_some(draw, cells), copy.deepcopy(cells[i]))


@_with_a_cell
def _copy_often(draw, cells, i):
    cells[i:i] = copy.deepcopy(cells[i : i + 1]) * draw(st.integers(2, 12))


@_with_a_cell
def _move(draw, cells, i):
    cells.insert(_some(draw, cells), cells.pop(i))


@_with_a_cell
def _reverse(draw, cells, i):
    cells[i:] = cells[i:][::-1]


@_with_a_cell
def _insert_code(draw, cells, i):
    cells.insert(i, {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": [], "source": draw(_SOURCE)})


@_with_a_cell
def _insert_junk(draw, cells, i):
    cells.insert(i, draw(_JUNK))


@_with_a_cell
def _rewrite(draw, cells, i):
    if isinstance(cells[i], dict):
        cells[i]["source"] = draw(_SOURCE)


@_with_a_cell
def _append(draw, cells, i):
    if isinstance(cells[i], dict) and isinstance(cells[i].get("source"), str):
        cells[i]["source"] += "\n" + draw(_CODE)


@_with_a_cell
def _enlarge(draw, cells, i):
    if isinstance(cells[i], dict):
        cells[i]["source"] = "# " + "x" * draw(st.sampled_from([5000, 999_998, 1_100_000]))


@_with_a_cell
def _spoil_field(draw, cells, i):
    if isinstance(cells[i], dict):
        cells[i][draw(st.sampled_from(_FIELDS) | st.text(max_size=4))] = draw(_JUNK)


@_with_a_cell
def _drop_field(draw, cells, i):
    if isinstance(cells[i], dict):
        cells[i].pop(draw(st.sampled_from(_FIELDS)), None)


@_with_a_cell
def _take_anothers_name(draw, cells, i):
    other = cells[_some(draw, cells)]
    if isinstance(cells[i], dict) and isinstance(other, dict):
        field = draw(st.sampled_from(["id", "metadata", "cell_type"]))
        cells[i][field] = copy.deepcopy(other.get(field))


@_with_a_cell
def _spoil_nbgrader(draw, cells, i):
    keys = st.sampled_from(["grade_id", "points", "locked", "solution", "grade", "task", "schema_version", "cell_type"])
    if isinstance(cells[i], dict):
        known = cells[i].get("metadata")
        known = known.get("nbgrader") if isinstance(known, dict) else None
        change = draw(st.dictionaries(keys, _JUNK, max_size=3) | _JUNK)
        both = isinstance(known, dict) and isinstance(change, dict)
        cells[i]["metadata"] = {"nbgrader": {**known, **change} if both else change}


@_with_a_cell
def _outputs(draw, cells, i):
    kinds = st.sampled_from(["stream", "error", "display_data", "execute_result"])
    output = st.fixed_dictionaries(
        {"output_type": kinds | _JUNK}, optional={"text": _JUNK, "data": _JUNK, "evalue": _JUNK}
    )
    if isinstance(cells[i], dict):
        cells[i]["outputs"] = draw(st.lists(output | _JUNK, max_size=3))


def _spoil_top(draw, notebook):
    return {**notebook, draw(st.sampled_from(_TOP)): draw(_JUNK)} if isinstance(notebook, dict) else notebook


def _drop_top(draw, notebook):
    dropped = draw(st.sampled_from(_TOP))
    return {k: v for k, v in notebook.items() if k != dropped} if isinstance(notebook, dict) else notebook


def _version(draw, notebook):
    version = draw(st.sampled_from([0, 1, 2, 3, 5, 99, -4, "4", 4.0, None, [4], 10**30]))
    return {**notebook, "nbformat": version, "nbformat_minor": draw(_JUNK)} if isinstance(notebook, dict) else notebook


def _format_3(draw, notebook):
    cells = [{**c, "input": c.get("source"), "language": "python"} for c in _cells(notebook) if isinstance(c, dict)]
    for cell in cells:
        if cell.get("cell_type") == "code":
            cell.pop("source", None)
    sheets = [{"cells": cells[:3]}, draw(_JUNK), {"cells": cells[3:], "metadata": {}}]
    return {"worksheets": sheets, "metadata": {"name": "old"}, "nbformat": 3, "nbformat_minor": 0}


def _wrap(draw, notebook):
    wrapped = draw(
        st.sampled_from([[notebook], {"notebook": notebook}, {"cells": notebook}, json.dumps(notebook), [], {}])
    )
    return wrapped


def _fill(draw, notebook):
    """More cells than are read; they are text, so that they cost nothing."""
    many = [{"cell_type": "raw", "source": "x"} for _ in range(2100)]
    return {**notebook, "cells": _cells(notebook) + many} if isinstance(notebook, dict) else notebook


_EDITS = [
    *(_delete, _copy, _copy_often, _move, _reverse, _insert_junk, _spoil_field),
    *(_drop_field, _take_anothers_name, _spoil_nbgrader, _outputs, _spoil_top, _drop_top, _version, _format_3),
]
_CODE_EDITS = [_insert_code, _rewrite, _append]
_RARE_EDITS = [_wrap, _fill, _enlarge]


def _spelled(draw, notebook):
    """The notebook as text: as Jupyter, another program or a person wrote it."""
    ascii_only, indent = draw(st.booleans()), draw(st.sampled_from([1, None, 4]))
    text = json.dumps(notebook, ensure_ascii=ascii_only, indent=indent)
    text = re.sub(r'"(@[a-z ]+@)"', lambda m: _RAW.get(m.group(1), m.group(0)), text)
    how = draw(st.sampled_from(["json"] * 40 + ["repr", "crlf", "cr", "comma", "comment", "conflict", "html"]))
    return {
        "json": lambda: text,
        "repr": lambda: repr(notebook),
        "crlf": lambda: text.replace("\n", "\r\n"),
        "cr": lambda: text.replace("\n", "\r"),
        "comma": lambda: text.replace("}", ",}"),
        "comment": lambda: f"// saved by hand\n{text}",
        "conflict": lambda: f"<<<<<<< HEAD\n{text}\n=======\n{text}\n>>>>>>> theirs",
        "html": lambda: f"<!DOCTYPE html><body>{text}</body>",
    }[how]()


def _encoded(draw, text):
    encoding = draw(st.sampled_from(["utf-8"] * 24 + ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1", "gzip"]))
    if encoding == "gzip":
        return gzip.compress(text.encode("utf-8", "replace"), mtime=0)
    return text.encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass")


def _damaged(draw, data):
    """What a disk, an upload or a stray key does."""
    how = draw(st.sampled_from(["none"] * 40 + ["cut", "head", "hole", "flip", "insert", "append", "again", "zeros"]))
    at = draw(st.integers(0, len(data))) if how != "none" else 0
    extra = draw(st.binary(min_size=1, max_size=6)) if how in ("flip", "insert", "append") else b""
    return {
        "none": data,
        "cut": data[:at],
        "head": data[at:],
        "hole": data[: at // 2] + data[at:],
        "flip": data[:at] + extra[:1] + data[at + 1 :],
        "insert": data[:at] + extra + data[at:],
        "append": data + extra,
        "again": data + data,
        "zeros": data[:at] + b"\0" * (len(data) - at),
    }[how]


@st.composite
def files(draw, notebook):
    """Bytes that a student might hand in for a notebook.

    Parameters
    ----------
    notebook : dict
        A real submission, to start from.
    """
    notebook = copy.deepcopy(notebook)
    for _ in range(draw(st.sampled_from([0, 1, 2, 3, 3, 4, 4, 5, 6]))):
        among = draw(st.sampled_from([_EDITS] * 14 + [_CODE_EDITS] * 8 + [_RARE_EDITS]))
        notebook = draw(st.sampled_from(among))(draw, notebook)
    data = _damaged(draw, _encoded(draw, _spelled(draw, notebook)))
    assume(len(data) < _LARGEST)
    return data
