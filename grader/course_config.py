"""The rules of a course, from ``course.toml`` in its folder."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from grader.errors import CannotStart

FILE = "course.toml"


@dataclass(frozen=True)
class CourseConfig:
    """The rules of a course; each has a default.

    Attributes
    ----------
    count_once : bool
        Whether a mistake in one function costs no points in later functions that call it.
    """

    count_once: bool = True


def read_course_config(course_dir: Path) -> CourseConfig:
    """Read ``course.toml``; the defaults where there is none.

    Raises
    ------
    CannotStart
        It is not TOML, has a key that is not known, or a value of the wrong type; names the file and the key.
    """
    path = course_dir / FILE
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return CourseConfig()
    except (OSError, ValueError) as error:
        raise CannotStart(
            f"Got {path}, which cannot be read ({error}); expected lines such as count_once = true."
        ) from None
    known = {field.name: field.type for field in fields(CourseConfig)}
    for key, value in values.items():
        if key not in known:
            raise CannotStart(f"Got the key {key!r} in {path}, expected one of {', '.join(known)}.")
        if type(value) is not known[key]:
            raise CannotStart(
                f"Got {key} = {value!r} in {path}, expected {getattr(known[key], '__name__', known[key])}."
            )
    return CourseConfig(**values)
