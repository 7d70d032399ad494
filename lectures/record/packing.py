"""The files of a recording: one to begin with, and further ones that are loaded when one of their states is shown."""

import base64
import itertools
import json
import math
import zlib
from collections import defaultdict

import numpy as np

from lectures.record.drawing import UNIT
from lectures.record.live import data_of
from lectures.widgetkit import Pick, Player, Points, Slider, Stroke
from lectures.widgetkit.panels import tree_of

PART = 500_000  # characters of a file before it is compressed; a browser reads them in a few milliseconds
PIECES, PATHS, TEXTS, IMAGES, SAYS = "pieces", "paths", "texts", "images", "says"


def pack(recording, folder):
    """Write ``W99.js``, ``W99-0.js``, ``W99-1.js``, …

    Parameters
    ----------
    recording : Recording
    folder : pathlib.Path

    Returns
    -------
    list of pathlib.Path
    """
    name, data = recording.widget.id, data_of(recording.widget)
    first, parts = files_of(recording)
    written = {f"{name}.js": (first, -1)} | {f"{name}-{i}.js": (part, i) for i, part in enumerate(parts)}
    if data is not None:
        first["hasData"] = True
        written[f"{name}-data.js"] = (data, "data")
    for file, (content, part) in written.items():
        call = f'bpData("{name}",{json.dumps(part)},"{squeezed(content)}")\n'
        (folder / file).write_text(call, encoding="ascii")
    return [folder / file for file in written]


def squeezed(content):
    """JSON, compressed, as letters that a script may hold."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def files_of(recording):
    """What is in the first file, and what in each of the others.

    What several parts need is in the first file, and so is all that the state at the start needs.

    Returns
    -------
    dict, list of dict
    """
    tables = {PIECES: recording.pieces, SAYS: recording.says}
    tables |= {kind: getattr(recording.drawing, kind) for kind in (PATHS, TEXTS, IMAGES)}
    tables = {kind: table.values for kind, table in tables.items()}
    start = tuple(grid.start for grid in recording.grids)
    bounds, users = _divided(recording, tables, recording.places.index(start))
    order = {kind: sorted(range(len(values)), key=lambda n, k=kind: users[k][n]) for kind, values in tables.items()}
    new = {kind: {old: number for number, old in enumerate(numbers)} for kind, numbers in order.items()}

    def rows_of(part):
        """The values of the tables that belong to a part, with the new numbers, and where they begin."""
        out = {}
        for kind, numbers in order.items():
            mine = [old for old in numbers if users[kind][old] == part]
            translate = (lambda piece: _translated(piece, new)) if kind == PIECES else (lambda value: value)
            out[kind] = [new[kind][mine[0]] if mine else 0, [translate(tables[kind][old]) for old in mine]]
        return out

    def row(number):
        values = recording.rows[number]
        if len(values) == 1:
            return values
        furniture, says, last, *pieces = values
        return [furniture, new[SAYS][says], last, *(new[PIECES][piece] for piece in pieces)]

    parts = [
        rows_of(part) | {"rows": [row(i) for i in range(low, high)]}
        for part, (low, high) in enumerate(itertools.pairwise(bounds))
    ]
    drawing = recording.drawing
    first = rows_of(-1) | _declared(recording) | {
        "start": row(recording.places.index(start)),
        "keys": _keys(recording), "bounds": bounds,
        "styles": [_restyled(style, new) for style in drawing.styles.values],
        "furniture": [[[new[PIECES][piece] for piece in pieces], scales]
                      for pieces, scales in recording.furniture.values],
        "scales": recording.scales.values, "colours": drawing.colours.values,
        "kit": _kit(recording.kit, new), "outlines": drawing.letters.outlines, "advances": drawing.letters.advances,
    }  # fmt: skip
    return first, parts


def _divided(recording, tables, start):
    """Where each part begins, and for every value of the tables which part has it; -1 stands for the first file."""
    users = {kind: defaultdict(lambda: None) for kind in tables}
    bounds, seen, size, part = [0], set(), 0, 0
    always = [_uses_of_row(recording.rows[start], tables)]
    always += [_uses_of_piece(piece, tables) for pieces, _ in recording.furniture.values for piece in pieces]
    always.append({(PATHS, style[6][0]) for style in recording.drawing.styles.values if _cut_by_path(style)})
    always.append({(PATHS, marker[1]) for marker in _markers(recording.kit)})
    for kind, number in set().union(*always):
        users[kind][number] = -1
    for i, row in enumerate(recording.rows):
        uses = _uses_of_row(row, tables)
        fresh = uses - seen
        size += sum(len(str(tables[kind][number])) for kind, number in fresh if users[kind][number] is None)
        seen |= fresh
        if size > PART:
            bounds.append(i)
            part, size, seen = part + 1, 0, set(uses)
        for kind, number in uses:
            known = users[kind][number]
            users[kind][number] = part if known in (None, part) else -1
    for kind, values in tables.items():  # what the kit alone needs
        users[kind] = [-1 if users[kind][number] is None else users[kind][number] for number in range(len(values))]
    return [*bounds, len(recording.rows)], users


def _uses_of_row(row, tables):
    if len(row) == 1:
        return set()
    uses = {(SAYS, row[1])}
    return uses.union(*(_uses_of_piece(piece, tables) for piece in row[3:]))


def _uses_of_piece(number, tables):
    kinds = {"p": (PATHS,), "t": (TEXTS,), "i": (IMAGES,), "f": (PATHS, PATHS)}
    uses = {(PIECES, number)}
    for operation in tables[PIECES][number]:
        uses |= set(zip(kinds[operation[0]], operation[2:], strict=False))
    return uses


def _translated(piece, new):
    kinds = {"p": (PATHS,), "t": (TEXTS,), "i": (IMAGES,), "f": (PATHS, PATHS)}
    out = []
    for letter, style, *rest in piece:
        for i, kind in enumerate(kinds[letter]):
            rest[i] = new[kind][rest[i]]
        out.append([letter, style, *rest])
    return out


def _cut_by_path(style):
    return style[6] and len(style[6]) == 3


def _restyled(style, new):
    clip = style[6]
    return [*style[:6], [new[PATHS][clip[0]], *clip[1:]] if _cut_by_path(style) else clip, *style[7:]]


def _markers(kit):
    """The markers of a kit's artists."""
    return [look["marker"] for look in kit["artists"].values() if look.get("marker")] if kit else []


def _kit(kit, new):
    """The kit, with the new numbers of the paths of its markers."""
    for marker in _markers(kit):
        marker[1] = new[PATHS][marker[1]]
    return kit


def _keys(recording):
    """The place of each state as one number, in a mixed base; written is the difference to the one before."""
    sizes = [len(grid) for grid in recording.grids]
    weights = [math.prod(sizes[i + 1 :]) for i in range(len(sizes))]
    keys = [sum(i * weight for i, weight in zip(place, weights, strict=True)) for place in recording.places]
    return np.diff(keys, prepend=0).tolist()


def _declared(recording):
    """The widget without its pictures: controls, question, the states that it names itself."""
    widget, asked, grids = recording.widget, recording.widget.predict, recording.grids
    numbers = {grid.control.name: k for k, grid in enumerate(grids)}
    by_name = {grid.control.name: grid for grid in grids}

    def places(state):
        return {numbers[name]: by_name[name].index(value) for name, value in state.items()}

    return {
        "id": widget.id, "title": widget.title, "size": recording.size, "unit": UNIT,
        "tree": tree_of(recording.boxes),
        "question": {"text": asked.text, "choices": asked.choices, "answer": asked.answer, "because": asked.because,
                     "reveal": places(asked.reveal)},
        "telling": [places(state) for state in widget.telling],
        "controls": [_control(grid, places(grid.control.when), recording.kit is not None) for grid in grids],
    }  # fmt: skip


def _control(grid, when, computed):
    control = grid.control
    told = {"kind": type(control).__name__, "name": control.name, "label": control.label or control.name,
            "names": grid.names, "start": grid.start, "when": when, "axes": getattr(control, "axes", None)}  # fmt: skip
    if isinstance(control, Slider):
        told |= {"along": control.along, "numbers": [round(value, 10) for value in grid.values], "log": control.log}
    if isinstance(control, Player):
        told |= {"interval": control.interval, "until": control.until is not None}
    if computed and isinstance(control, (Points, Stroke)):
        told |= {"live": True, "values": grid.values}
    if isinstance(control, Points):
        told |= {"low": control.low, "high": control.high, "step": control.step}
    if isinstance(control, Pick):
        told["places"] = [[name, *place] for name, place in control.places.items()]
    return told
