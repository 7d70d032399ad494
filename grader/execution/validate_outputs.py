"""Outputs sent by a student's process, validated so that they can be written to a notebook."""

import json

from grader.execution.output_types import MIME_TYPES, Output

# Characters in a file, of a cell and of a notebook: about ten figures of the usual size, and two hundred. Text is
# limited where it is printed.
_MAX_OF_CELL, MAX_IN_ALL = 1_000_000, 20_000_000
_OF_LINE = 10  # nbformat writes each line by itself, with blanks before it
_LEFT_OUT: Output = {
    "output_type": "stream",
    "name": "stdout",
    "text": "\n[outputs that would make the notebook too large were left out]\n",
}


def validate_outputs(sent: object, most: int = MAX_IN_ALL) -> tuple[list[Output], int]:
    """Return the valid outputs among those that were sent.

    Parameters
    ----------
    sent : object
        Anything: student code may have sent it.
    most : int, optional
        How many characters they may have in a file.

    Returns
    -------
    list of Output
        Valid in nbformat 4; of a bounded size, with a note where some were left out.
    int
        How many characters they have there.
    """
    outputs: list[Output] = []
    most = min(most, _MAX_OF_CELL)
    left, fits = most, True
    for one in sent if isinstance(sent, list) else ():
        output = _validate(one) if isinstance(one, dict) else None
        size = _size_in_file(output) if output else 0
        if output and size <= left:
            outputs.append(output)
            left -= size
        elif output:
            fits = False
    return outputs if fits else [*outputs, dict(_LEFT_OUT)], most - left


def _size_in_file(output: Output) -> int:
    text = json.dumps(output)
    return len(text) + _OF_LINE * text.count(r"\n")


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
