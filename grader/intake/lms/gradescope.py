"""The layout of Gradescope's "Export Submissions": a folder each, and ``submission_metadata.yml`` that says whose."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import yaml

from grader.intake.lms.archive import BROKEN, File
from grader.intake.lms.exported import Exported, Person

_METADATA = ("submission_metadata.yml",)
_MAX_BYTES = 100_000_000


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the fast one where it is built
    """Reads Ruby's objects as nothing, and makes none of Python's."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def gradescope(files: Sequence[File]) -> list[Exported | None]:
    """Say of each file what its path means; None for one that the metadata do not name."""
    metadata = next((file for file in files if file.path == _METADATA), None)
    if metadata is None:
        return [None] * len(files)
    submissions = _read(metadata)
    folders = {file.path[0] for file in files}
    empty = [one for name, value in submissions.items() if name not in folders and (one := _exported(value, ()))]
    of_nobody = Exported(tuple(person for one in empty for person in one.people), (), receipt=True) if empty else None
    return [of_nobody if file is metadata else _exported(submissions.get(file.path[0]), file.path) for file in files]


def _read(metadata: File) -> dict[str, Any]:
    try:
        found = yaml.load(metadata.read(_MAX_BYTES), Loader=_Loader)
    except (*BROKEN, yaml.YAMLError, RecursionError):
        return {}
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _exported(submission: Any, path: tuple[str, ...]) -> Exported | None:
    if not isinstance(submission, dict):
        return None
    submitters = submission.get(":submitters")
    people = tuple(_person(one) for one in submitters if isinstance(one, dict)) if isinstance(submitters, list) else ()
    if not people:
        return None
    time = submission.get(":created_at")
    time = time if isinstance(time, datetime) else None
    return Exported(people, path[1:] or path, (time.isoformat(),) if time else (), time=time)


def _person(submitter: dict[str, Any]) -> Person:
    name, number, email = (str(submitter.get(key) or "").strip() for key in (":name", ":sid", ":email"))
    return Person(number or email or name, name, number=number, email=email)
