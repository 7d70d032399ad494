"""Lets through pictures that a browser can show without harm: their size in pixels is read from the header."""

import base64
import binascii
import re
from html import escape
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from grader.printable import without_controls
from grader.reports.page.drawings import clean_svg

NO_DESCRIPTION = "a picture without a description"
MAX_PIXELS, MAX_SIDE = 60_000_000, 20_000  # a phone's camera makes up to 50 million
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF"}
_DATA_URL = re.compile(r"data:(image/[a-z+]{2,10});base64,([A-Za-z0-9+/=\s]*)")


def picture_url(kind: str, data: Any) -> str | None:
    """Make the address of a picture that is part of the page.

    Parameters
    ----------
    kind : str
        MIME type.
    data : object
        Base64 text of a picture, or the text of an SVG drawing.

    Returns
    -------
    str or None
        A ``data:`` URL; None if it is no picture of this type, or has too many pixels, in all or on a side.
    """
    if isinstance(data, list):
        data = "".join(map(str, data))
    if not isinstance(data, str):
        return None
    if kind == "image/svg+xml":
        drawing = clean_svg(data)
        return f"data:{kind};base64,{base64.b64encode(drawing).decode()}" if drawing else None
    try:
        raw = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return f"data:{kind};base64,{base64.b64encode(raw).decode()}" if _is_picture(kind, raw) else None


def _is_picture(kind: str, raw: bytes) -> bool:
    from PIL import Image

    if kind not in _FORMATS:
        return False
    try:
        with Image.open(BytesIO(raw), formats=[_FORMATS[kind]]) as image:  # reads no more than the header
            width, height = image.size
    except Exception:  # any error means that it cannot be read
        return False
    return 0 < width * height <= MAX_PIXELS and max(width, height) <= MAX_SIDE


def url_of_data_url(url: str) -> str | None:
    """Check a ``data:`` URL that a student wrote; None if it is not that of a picture."""
    found = _DATA_URL.fullmatch(url)
    return picture_url(found[1], found[2]) if found and found[1] in _FORMATS else None


def attached_url(attachments: Any, name: str) -> str | None:
    """Find the address of a picture that is attached to a cell, by the name that its text has for it."""
    if not isinstance(attachments, dict):
        return None
    for spelt in (name, unquote(name)):
        bundle = attachments.get(spelt)
        for kind, data in bundle.items() if isinstance(bundle, dict) else ():
            url = picture_url(kind, data) if kind in _FORMATS else None
            if url:
                return url
    return None


def image_tag(url: str, description: Any) -> str:
    """An ``img`` element."""
    words = description if isinstance(description, str) and description.strip() else NO_DESCRIPTION
    return f'<img src="{escape(url)}" alt="{escape(without_controls(words[:500]))}">'
