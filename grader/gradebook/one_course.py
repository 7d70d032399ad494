"""Keeps two course folders from recording in one gradebook, where the last to record would win."""

import hmac
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy import Column, MetaData, String, Table, insert, inspect, select, update

from grader.errors import CannotStart

_TABLE = Table("backprop_course_folder", MetaData(), Column("key", String(64)), Column("folder", String(4096)))


def check_owner(gradebook: Gradebook, course_dir: Path, secret: bytes) -> None:
    """Stop if another course folder records in a gradebook; nothing is written.

    Parameters
    ----------
    gradebook : nbgrader.api.Gradebook
    course_dir : pathlib.Path
        May have been moved since: it is known by its secret.
    secret : bytes
        Of the course folder.

    Raises
    ------
    CannotStart
        Another course folder records in it.
    """
    if not inspect(gradebook.engine).has_table(_TABLE.name):
        return
    key, folder = _owner(course_dir, secret)
    with gradebook.engine.connect() as connection:
        row = connection.execute(select(_TABLE.c.key, _TABLE.c.folder)).first()
    if row is not None and key != row.key and folder != row.folder:
        raise CannotStart(
            f"Got the gradebook of the course folder {row.folder} for {folder}, expected one of its own: their grades "
            "would replace each other. Give another one with --db; if both are the same course, copy secret.key from "
            "there to here."
        )


def claim(gradebook: Gradebook, course_dir: Path, secret: bytes) -> None:
    """Note in a gradebook which course folder records in it: a hash of its secret, and its path."""
    key, folder = _owner(course_dir, secret)
    _TABLE.create(gradebook.engine, checkfirst=True)
    with gradebook.engine.begin() as connection:
        row = connection.execute(select(_TABLE.c.key, _TABLE.c.folder)).first()
        if row is None:
            connection.execute(insert(_TABLE).values(key=key, folder=folder))
        elif (row.key, row.folder) != (key, folder):
            connection.execute(update(_TABLE).values(key=key, folder=folder))


def _owner(course_dir: Path, secret: bytes) -> tuple[str, str]:
    return hmac.digest(secret, b"gradebook", "sha256").hex(), str(course_dir.resolve())
