"""Folders of this clone."""

from pathlib import Path

CLONE = Path(__file__).resolve().parents[1]
ASSIGNMENTS = CLONE / "assignments"
