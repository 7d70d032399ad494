"""The keys of ``course.toml``: what each means, and which values it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True)
class Rule:
    """A key of ``course.toml``.

    Attributes
    ----------
    read : callable
        Makes the value of what TOML has; raises ValueError if it is not allowed.
    expected : str
        Which values are allowed, for an error message.
    meaning : str
        What `doctor` says of it.
    """

    read: Callable[[Any], Any]
    expected: str
    meaning: str


def _time(value: Any) -> datetime:
    """Read a date, which means its last second, or a date and time."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time(23, 59, 59))
    raise ValueError


def _of_type(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError
        return value

    return read


def _number(low: float, high: float = float("inf"), whole: bool = False) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) not in ((int,) if whole else (int, float)) or not low <= value <= high:
            raise ValueError
        return value

    return read


def _positive(value: Any) -> Any:
    if type(value) not in (int, float) or not 0 < value < float("inf"):
        raise ValueError
    return value


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, TypeError, OSError):
        raise ValueError from None


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ValueError
    return tuple(value)


_TIME = "a date, such as 2026-11-30, or a date and time, such as 2026-11-30 18:00:00"
_TEXT = 'text in quotes, such as "mlp"'
_LIMITS = {
    "cell_seconds": Rule(_positive, "seconds, such as 10", "processor time that one cell may take"),
    "submission_seconds": Rule(_positive, "seconds, such as 60", "processor time that a submission may take"),
    "memory_mb": Rule(_positive, "megabytes, such as 1024", "memory that a submission may take"),
}

RULES: dict[str, Any] = {
    "timezone": Rule(_zone, 'a zone, such as "Europe/Berlin"', "zone of all times that say none"),
    "site_url": Rule(_of_type(str), _TEXT, "where the lectures' pages are; feedback links there"),
    "course_id": Rule(_of_type(str), _TEXT, "name of the course in nbgrader's exchange"),
    "exchange": Rule(_of_type(str), "a folder in quotes", "nbgrader's exchange folder"),
    "database": Rule(_of_type(str), "a URL in quotes", "the gradebook, if it is not gradebook.db"),
    "count_once": Rule(_of_type(bool), "bool, true or false", "a slip costs points once, where it is"),
    "packages": Rule(_names, 'a list of names, such as ["scipy"]', "what student code may import beside numpy"),
    "due": {"ASSIGNMENT": Rule(_time, _TIME, "when it is due")},
    "extensions": {"ASSIGNMENT": {"NAME": Rule(_time, _TIME, "when it is due for this student")}},
    "late": {
        "days": Rule(_number(0, whole=True), "a number of days, such as 3", "late days of each student, in all"),
        "penalty": Rule(_number(0, 1), "a part from 0 to 1, such as 0.1", "part of the points for each further day"),
        "no_points_after": Rule(
            _number(0, whole=True), "a number of days, or 0 for never", "days late after which nothing counts"
        ),
    },
    "limits": {**_LIMITS, "ASSIGNMENT": _LIMITS},
    "groups": {
        "ASSIGNMENT": {"NAME": Rule(_names, 'a list of students, such as ["ada", "bob"]', "who hand in together")}
    },
    "total": {
        "drop_lowest": Rule(_number(0, whole=True), "a number of assignments", "worst assignments that do not count"),
        "weights": {"ASSIGNMENT": Rule(_number(0), "a number, such as 2", "its part of the total")},
    },
}
