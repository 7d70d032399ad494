"""The outputs of cells: which MIME types are kept and shown; all others are dropped."""

from typing import Any, TypeAlias

Output: TypeAlias = dict[str, Any]
"""An output of a cell, in nbformat 4."""

MIME_TYPES = (
    "text/plain",
    "text/html",
    "text/markdown",
    "text/latex",
    "image/png",
    "image/jpeg",
    "image/svg+xml",
)
