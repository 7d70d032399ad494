"""Outputs sent by a student's process, validated so that they can be written to a notebook."""

import json

from grader.execution.output_types import MIME_TYPES, Output

# About ten figures of the usual size. Text is limited where it is printed.
_MAX_SIZE = 1_000_000


def validate_outputs(sent: list[object]) -> list[Output]:
    """Return the valid outputs among those that were sent.

    Parameters
    ----------
    sent : list
        Anything: student code may have sent it.

    Returns
    -------
    list of Output
        Valid in nbformat 4; the total size of their JSON is bounded.
    """
    outputs, left = [], _MAX_SIZE
    for one in sent:
        output = _validate(one) if isinstance(one, dict) else None
        size = len(json.dumps(output)) if output else 0
        if output and size <= left:
            outputs.append(output)
            left -= size
    return outputs


def _validate(sent: dict[str, object]) -> Output | None:
    kind = sent.get("output_type")
    if kind == "stream":
        name = "stderr" if sent.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(sent.get("text"))}
    if kind in ("display_data", "execute_result"):
        data = sent.get("data")
        data = data if isinstance(data, dict) else {}
        bundle = {mime_type: _text(data[mime_type]) for mime_type in MIME_TYPES if isinstance(data.get(mime_type), str)}
        output: Output = {"output_type": kind, "data": bundle, "metadata": {}}
        return output | ({"execution_count": None} if kind == "execute_result" else {})
    if kind == "error":
        traceback = sent.get("traceback")
        lines = [line for line in traceback if isinstance(line, str)] if isinstance(traceback, list) else []
        return {
            "output_type": "error",
            "ename": _text(sent.get("ename")),
            "evalue": _text(sent.get("evalue")),
            "traceback": list(map(_text, lines)),
        }
    return None


def _text(value: object) -> str:
    """A string that can be written to a file: a lone surrogate is valid in JSON but not in UTF-8."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
