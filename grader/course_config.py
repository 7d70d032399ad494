"""The rules of a course, from ``course.toml`` in its folder."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from grader.course_rules import RULES, Rule
from grader.errors import CannotStart
from grader.paths import ASSIGNMENTS
from grader.read_file import read_file

FILE = "course.toml"


@dataclass(frozen=True)
class LateRules:
    """What handing in late costs.

    Attributes
    ----------
    days : int
        Days that each student may be late in all, over the whole course, without losing points.
    penalty : float
        Part of the points that each further day takes off.
    no_points_after : int
        Days late after which nothing counts; 0 for never.
    """

    days: int = 0
    penalty: float = 0.0
    no_points_after: int = 0


@dataclass(frozen=True)
class CourseConfig:
    """The rules of a course; each has a default. ``assignments/course.toml`` says what each means."""

    timezone: str = "UTC"
    site_url: str = ""
    course_id: str = ""
    exchange: str = ""
    database: str = ""
    count_once: bool = True
    packages: tuple[str, ...] = ("scipy", "pandas", "tqdm")
    due: Mapping[str, datetime] = field(default_factory=dict)
    extensions: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    late: LateRules = LateRules()
    limits: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    drop_lowest: int = 0
    weights: Mapping[str, float] = field(default_factory=dict)

    def due_time(self, assignment: str, student: str = "") -> datetime | None:
        """When an assignment is due, for one student or for all others; with a zone. None if it never is."""
        time = self.extensions.get(assignment, {}).get(student) or self.due.get(assignment)
        return None if time is None else self.with_zone(time)

    def order_key(self, assignment: str) -> tuple[bool, datetime, str]:
        """Sorts assignments by when they are due for everybody, those without a date last, and by name."""
        due = self.due_time(assignment)
        return due is None, due or datetime.max.replace(tzinfo=UTC), assignment

    @property
    def has_due_dates(self) -> bool:
        """Whether anything is due at a time that ``course.toml`` says; else nbgrader's own due dates hold."""
        return bool(self.due) or any(self.extensions.values())

    def with_zone(self, time: datetime) -> datetime:
        """Give a time that has no zone the zone of the course; the result is in UTC."""
        return (time if time.tzinfo else time.replace(tzinfo=ZoneInfo(self.timezone))).astimezone(UTC)

    def on_the_clock(self, time: datetime) -> datetime:
        """What a clock in the zone of the course shows at a time, without a zone."""
        return time.astimezone(ZoneInfo(self.timezone)).replace(tzinfo=None)

    def limits_of(self, assignment: str) -> dict[str, float]:
        """The limits that are set for an assignment: its own ones, or else those for all."""
        own: dict[str, float] = self.limits.get(assignment, {})
        return {key: value for key, value in self.limits.items() if not isinstance(value, dict)} | own


def read_course_config(course_dir: Path) -> CourseConfig:
    """Read ``course.toml``; the defaults where there is none.

    Raises
    ------
    CannotStart
        It is not TOML, has a key that is not known, or a value of the wrong kind; names file, line and key.
    """
    values = read_values(course_dir)
    late, total = values.pop("late", {}), values.pop("total", {})
    return CourseConfig(late=LateRules(**late), **total, **values)


def read_values(course_dir: Path) -> dict[str, Any]:
    """The checked values of ``course.toml``, as they stand in it; empty where there is none."""
    path = course_dir / FILE
    try:
        text = read_file(path).decode()
        found = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CannotStart(
            f"Got {path}, which cannot be read ({error}); expected lines such as count_once = true."
        ) from None
    return _checked(found, RULES, (), _Place(path, text, assignment_names(course_dir)))


def assignment_names(course_dir: Path) -> set[str]:
    """Names of all assignments of a course folder and of this clone."""
    texts = {path.stem for folder in (course_dir, ASSIGNMENTS) for path in folder.glob("p[0-9]*_*.py")}
    return texts | {path.name for step in ("source", "release", "verdicts") for path in (course_dir / step).glob("*/")}


def check_assignment(course_dir: Path, name: str) -> None:
    """Raise `CannotStart` if there is no assignment of this name."""
    known = assignment_names(course_dir)
    if name not in known:
        raise CannotStart(f"Got the assignment {name!r}, expected {_one_of(name, sorted(known))}.")


@dataclass(frozen=True)
class _Place:
    """Where a value stands, for messages."""

    path: Path
    text: str
    assignments: set[str]

    def of(self, keys: tuple[str, ...]) -> str:
        """Such as ``course.toml, line 12``."""
        tables, number = keys[:-1], None
        header: tuple[str, ...] = ()
        for i, line in enumerate(self.text.splitlines(), start=1):
            if match := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
                header = tuple(part.strip(" \"'") for part in match[1].split("."))
                if header == keys:
                    number = number or i
            elif header == tables and re.match(rf"\s*[\"']?{re.escape(keys[-1])}[\"']?\s*[=.]", line):
                number = i
        return f"{self.path}, line {number}" if number else str(self.path)


def _checked(
    found: Mapping[str, Any], rules: Mapping[str, Any], above: tuple[str, ...], place: _Place
) -> dict[str, Any]:
    values = {}
    for key, value in found.items():
        keys = (*above, key)
        name = ".".join(keys)
        rule = rules.get(key) or rules.get("ASSIGNMENT" if key in place.assignments else "NAME")
        if rule is None:
            known = [one for one in rules if one.islower()]
            if "ASSIGNMENT" in rules:
                known += sorted(place.assignments)
            raise CannotStart(f"Got the key {name!r} in {place.of(keys)}, expected {_one_of(key, known)}.")
        if isinstance(rule, Rule):
            try:
                values[key] = rule.read(value)
            except ValueError:
                raise CannotStart(f"Got {name} = {value!r} in {place.of(keys)}, expected {rule.expected}.") from None
        elif isinstance(value, dict):
            values[key] = _checked(value, rule, keys, place)
        else:
            raise CannotStart(
                f"Got {name} = {value!r} in {place.of(keys)}, expected a table [{name}] with keys of its own."
            )
    return values


def _one_of(key: str, known: list[str]) -> str:
    close = difflib.get_close_matches(key, known, 1)
    return f"{close[0]!r}" if close else f"one of {', '.join(known)}"


def rule_lines(course_dir: Path) -> list[str]:
    """Say which rules hold in a course folder: key, value and meaning, a line each.

    Raises
    ------
    CannotStart
        See `read_course_config`.
    """
    config, values = read_course_config(course_dir), read_values(course_dir)
    defaults = {key: getattr(config, key) for key in RULES if hasattr(config, key)} | {
        "late": vars(config.late),
        "limits": {"cell_seconds": 10, "submission_seconds": 60, "memory_mb": 1024},
        "total": {"drop_lowest": config.drop_lowest},
    }
    return list(_lines(RULES, values, defaults, ()))


def _lines(
    rules: Mapping[str, Any], values: Mapping[str, Any], defaults: Mapping[str, Any], above: tuple[str, ...]
) -> Iterator[str]:
    for key, rule in rules.items():
        names = [key] if key.islower() else [one for one in values if one not in rules]
        if not names and isinstance(rule, Rule):
            yield f"{'.'.join((*above, key))}: none; {rule.meaning}"
        elif not names:
            yield from _lines(rule, {}, {}, (*above, key))
        for name in names:
            value, path = values.get(name, defaults.get(name, {})), (*above, name)
            if isinstance(rule, Rule):
                shown = ", ".join(value) or "none" if isinstance(value, tuple) else str(value) or "none"
                yield f"{'.'.join(path)} = {shown}; {rule.meaning}"
            elif isinstance(value, Mapping):
                yield from _lines(rule, value, defaults.get(name, {}), path)
