"""Read the cells of a notebook file, whatever program wrote it: oddities become remarks, not errors."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

MAX_BYTES = 50_000_000
MAX_CELLS = 2000
MAX_SOURCE, MAX_SOURCES = 1_000_000, 2_000_000  # characters of a cell, and of all together
MAX_ATTACHMENTS = 20_000_000  # characters of base64 in a cell
MAX_PARTS = 1_000_000  # lists, objects and entries: in memory each is up to a hundred times as long as in the file
_MAX_DIGITS = 1000
_BLANK = "\0 \t\r\n"
_CELL_TYPES = ("code", "markdown", "raw")
_IMAGES = ("image/png", "image/jpeg", "image/gif")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)


class Unreadable(Exception):
    """The file holds no notebook. The message says why and what to do, in a sentence."""


@dataclass
class ReadCell:
    """A cell as the file has it, with defaults for what is missing or of the wrong type.

    Attributes
    ----------
    cell_type : str
        ``"code"``, ``"markdown"`` or ``"raw"``.
    source : str
    cell_id : str
        Empty if there is none.
    nbgrader : dict
        nbgrader's metadata; empty if there is none.
    attachments : dict
        Pictures pasted into the cell: ``{file name: {MIME type: base64 text}}``.
    """

    cell_type: str
    source: str
    cell_id: str = ""
    nbgrader: dict[str, Any] = field(default_factory=dict)
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)


def read_cells(data: bytes) -> tuple[list[ReadCell], list[str]]:
    """Read a notebook file.

    Parameters
    ----------
    data : bytes
        Any bytes.

    Returns
    -------
    cells : list of ReadCell
    remarks : list of str
        What was odd about the file.

    Raises
    ------
    Unreadable
    """
    remarks: list[str] = []
    notebook = _notebook(data, remarks)
    cells, left = [_cell(cell, remarks) for cell in _cells(notebook, remarks)], MAX_SOURCES
    for cell in cells:
        if len(cell.source) > left:
            remarks.append(f"The cells have more than {MAX_SOURCES} characters; what is beyond was left out.")
            cell.source = cell.source[:left]
        left -= len(cell.source)
    return cells, remarks


def has_too_many_parts(text: str) -> bool:
    """Whether a text in JSON holds so many parts that parsing it would fill the memory."""
    return _count_parts(text) > MAX_PARTS and _count_parts(_STRING.sub("", text)) > MAX_PARTS


def _count_parts(text: str) -> int:
    return sum(map(text.count, "[{,"))


def _cell(cell: dict[str, Any], remarks: list[str]) -> ReadCell:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    cell_id, cell_type = cell.get("id"), cell.get("cell_type")
    if cell_type not in _CELL_TYPES:
        remarks.append(f"A cell of the unknown type {_short(cell_type)} was read as text.")
        cell_type = "raw"
    return ReadCell(
        cell_type,
        _source(cell.get("source"), remarks),
        cell_id if isinstance(cell_id, str) else "",
        nbgrader if isinstance(nbgrader, dict) else {},
        _attachments(cell.get("attachments"), remarks),
    )


def _attachments(value: object, remarks: list[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    left = MAX_ATTACHMENTS
    for name, bundle in value.items() if isinstance(value, dict) else ():
        for mime_type, text in bundle.items() if isinstance(bundle, dict) else ():
            if isinstance(text, list) and all(isinstance(line, str) for line in text):
                text = "".join(text)
            if mime_type not in _IMAGES or not isinstance(text, str) or not _BASE64.fullmatch(text):
                remarks.append(f"The attachment {_short(name)} is no picture and was left out.")
            elif len(name) + len(text) > left:
                remarks.append(f"The attachment {_short(name)} is too large and was left out.")
            else:
                left -= len(name) + len(text)
                found[_without_halves(name)] = {mime_type: text}
    return found


def _notebook(data: bytes, remarks: list[str]) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        size, bound = len(data) / 1e6, MAX_BYTES / 1e6
        raise Unreadable(f"The file has {size:.0f} MB, more than {bound:.0f}: clear its outputs and hand it in again.")
    text = _text(data, remarks).strip(_BLANK)
    if not text:
        raise Unreadable("The file is empty: hand in the notebook itself.")
    if has_too_many_parts(text):
        raise Unreadable(
            f"The file has more than {MAX_PARTS / 1e6:.0f} million parts: clear its outputs and hand it in again."
        )
    try:
        notebook, end = json.JSONDecoder(parse_int=_parse_int).raw_decode(text)
        if end < len(text) and text[0] != "{":
            raise ValueError
    except RecursionError:
        raise Unreadable("The file is no notebook: it is nested without end.") from None
    except ValueError as error:
        if text[0] != "{":
            first = text.partition("\n")[0][:20]
            raise Unreadable(
                f"The file is not a notebook (it begins with {first!r}): hand in the .ipynb file itself."
            ) from None
        if "\n<<<<<<< " in text:
            raise Unreadable(
                "The file holds a merge conflict, which git marked with <<<<<<<: resolve it, save the notebook and "
                "hand it in again."
            ) from None
        at_end = getattr(error, "pos", 0) >= len(text) - 1 or "Unterminated" in str(error)
        what = "ends in the middle, as after a broken upload" if at_end else f"is damaged ({error})"
        raise Unreadable(f"The file {what}: save the notebook and hand it in again.") from None
    if end < len(text):
        remarks.append("Something stands in the file after the end of the notebook; it was passed over.")
    if not isinstance(notebook, dict):
        raise Unreadable("The file is JSON but not a notebook: hand in the .ipynb file itself.")
    return notebook


def _text(data: bytes, remarks: list[str]) -> str:
    encoding = json.detect_encoding(data)
    if encoding.startswith(("utf-16", "utf-32")):
        remarks.append(f"The file was in {encoding[:6].upper()}; it was read as such.")
        return data.decode(encoding, "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        remarks.append("The file began with a byte order mark; it was passed over.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        remarks.append("The file was not in UTF-8; it was read as Latin-1, so accented letters may look odd.")
        return data.decode("latin-1")


def _cells(notebook: dict[str, Any], remarks: list[str]) -> list[dict[str, Any]]:
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        cells = _cells_of_version_3(notebook)
        if cells is None:
            raise Unreadable("The file is JSON but not a notebook (it has no cells): hand in the .ipynb file itself.")
        remarks.append("The notebook was in the old format 3; it was read as format 4.")
    elif notebook.get("nbformat") != 4:
        remarks.append(f"The notebook says its format is {_short(notebook.get('nbformat'))}; it was read as format 4.")
    usable = [cell for cell in cells if isinstance(cell, dict)]
    if len(usable) < len(cells):
        remarks.append(f"{len(cells) - len(usable)} entries of the notebook were not cells and were left out.")
    if len(usable) > MAX_CELLS:
        remarks.append(f"The notebook has {len(usable)} cells; only the first {MAX_CELLS} were read.")
    return usable[:MAX_CELLS]


def _cells_of_version_3(notebook: dict[str, Any]) -> list[Any] | None:
    worksheets = notebook.get("worksheets")
    if not isinstance(worksheets, list):
        return None
    cells: list[Any] = []
    for sheet in worksheets:
        found = sheet.get("cells") if isinstance(sheet, dict) else None
        cells += (
            [_cell_of_version_3(cell) for cell in found if isinstance(cell, dict)] if isinstance(found, list) else []
        )
    return cells


def _cell_of_version_3(cell: dict[str, Any]) -> dict[str, Any]:
    kind = cell.get("cell_type")
    source = cell.get("input") if kind == "code" else cell.get("source")
    return {**cell, "source": source, "cell_type": "markdown" if kind == "heading" else kind}


def _parse_int(digits: str) -> int | float:
    """Parse an integer; as a float if `int` would refuse it for its length."""
    return int(digits) if len(digits) < _MAX_DIGITS else float(digits)


def _short(value: object) -> str:
    """Show a value of the file within a sentence; only the type of one that may be nested too deep for `repr`."""
    return repr(value)[:20] if value is None or isinstance(value, str | int | float) else f"a {type(value).__name__}"


def _source(source: object, remarks: list[str]) -> str:
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        if len(lines) < len(source):
            remarks.append("Lines of a cell that were not text were left out.")
        source = "".join(lines)
    if not isinstance(source, str):
        remarks.append("A cell without text was read as empty.")
        return ""
    if len(source) > MAX_SOURCE:
        remarks.append(f"A cell of {len(source)} characters was cut to {MAX_SOURCE}.")
    source = source[:MAX_SOURCE]
    clean = _without_halves(source)
    if clean != source:
        remarks.append("Characters of a cell that no file can hold were read as question marks.")
    return clean.replace("\r\n", "\n").replace("\r", "\n")


def _without_halves(text: str) -> str:
    """Replace lone surrogates, which are valid in JSON but not in UTF-8."""
    return text.encode("utf-8", "replace").decode()
