"""The layout of Blackboard's "Assignment File Download": ``Assignment_login_attempt_TIME_file``, and a receipt each."""

import re
from collections.abc import Sequence

from grader.intake.lms.archive import BROKEN, File
from grader.intake.lms.common_start import common_start
from grader.intake.lms.exported import Exported, Person
from grader.intake.lms.times import blackboard_time

_NAME = re.compile(r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:\.txt|_(?P<file>.+))")
_RECEIPT = re.compile(r"[^:]*:\s*(?P<name>.*?)\s*\((?P<login>[^()\s]+)\)\s*")
_RECEIPT_BYTES = 2000


def blackboard(files: Sequence[File]) -> list[Exported | None]:
    """Say of each file what its path means; None for one that is not named as Blackboard names files."""
    matches = [_NAME.fullmatch(file.path[0]) if len(file.path) == 1 else None for file in files]
    heads = {match["head"] for match in matches if match}
    people = {head: Person(login, login=login) for head, login in _logins(heads).items()}
    for file, match in zip(files, matches, strict=True):
        if match and match["file"] is None:
            people[match["head"]] = _of_receipt(file, match["head"]) or people[match["head"]]
    return [_exported(match, people[match["head"]]) if match else None for match in matches]


def blackboard_with_receipts(files: Sequence[File]) -> list[Exported | None]:
    """The same for an archive in which each attempt has its receipt, as Blackboard itself makes them; else all None."""
    found = blackboard(files)
    attempts = {(one.people, one.attempt): False for one in found if one}
    attempts |= {(one.people, one.attempt): True for one in found if one and one.receipt}
    return found if all(attempts.values()) else [None] * len(files)


def _exported(match: re.Match[str], person: Person) -> Exported:
    time = blackboard_time(match["time"])
    file = match["file"]
    return Exported((person,), (file or "",), (match["time"],), time=time, receipt=file is None)


def _of_receipt(file: File, head: str) -> Person | None:
    """The student whom a receipt names in its first line; below it stands what the student wrote."""
    try:
        data = file.read(_RECEIPT_BYTES)
    except BROKEN:
        return None
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    lines = data.decode(encoding, "replace").splitlines()
    found = _RECEIPT.fullmatch(lines[0]) if lines else None
    if found is None or not head.endswith(f"_{found['login']}"):
        return None
    return Person(found["login"], found["name"], login=found["login"])


def _logins(heads: set[str]) -> dict[str, str]:
    """The logins in ``Assignment_login`` where there is no receipt: what follows the part that all have in common."""
    common = common_start(heads).rpartition("_")[0] if len(heads) > 1 else ""
    return {head: head[len(common) + 1 :] if common else head.rpartition("_")[2] for head in heads}
