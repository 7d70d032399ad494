"""Outputs that a student's process told us of, as notebook outputs that are safe to write."""

import json

# Ten pictures of a size that teaches; text is bounded where it is printed.
_ROOM = 1_000_000
_TYPES = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/svg+xml")


def clean_outputs(told):
    """Well-formed notebook outputs, whatever was told.

    Parameters
    ----------
    told : list
        Of a process in which nothing can be relied upon.

    Returns
    -------
    list of dict
        Of nbformat 4, together bounded in size.
    """
    outputs, room = [], _ROOM
    for one in told:
        output = _clean(one) if isinstance(one, dict) else None
        size = len(json.dumps(output)) if output else 0
        if output and size <= room:
            outputs.append(output)
            room -= size
    return outputs


def _clean(one):
    kind = one.get("output_type")
    if kind == "stream":
        name = "stderr" if one.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(one.get("text"))}
    if kind in ("display_data", "execute_result"):
        data = one.get("data")
        data = data if isinstance(data, dict) else {}
        bundle = {name: data[name] for name in _TYPES if isinstance(data.get(name), str)}
        output = {"output_type": kind, "data": {k: _text(v) for k, v in bundle.items()}, "metadata": {}}
        return output | ({"execution_count": None} if kind == "execute_result" else {})
    if kind == "error":
        lines = one.get("traceback")
        lines = [_text(line) for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
        return {
            "output_type": "error",
            "ename": _text(one.get("ename")),
            "evalue": _text(one.get("evalue")),
            "traceback": lines,
        }
    return None


def _text(value):
    # A lone surrogate travels in JSON, but no file can hold it.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
