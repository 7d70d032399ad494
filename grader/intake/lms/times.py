"""The times in what platforms export. Where no zone is given they are the course's own time."""

import re
from datetime import datetime

_CLOCK = re.compile(r"\b(\d{1,2})[.:]?(\d\d)\s*([AaPp])?\.?(?:[Mm]\.?)?$")
_DAYS = ("%b %d, %Y", "%B %d, %Y", "%d %b, %Y", "%d %B, %Y", "%d %b %Y", "%d %B %Y")
_MOODLE_DAYS = ("%A, %d %B %Y", "%A, %B %d, %Y", "%d %B %Y", "%d/%m/%y", "%Y-%m-%d", "%d %b %Y")


def blackboard_time(text: str) -> datetime | None:
    """Read ``"2026-11-20-23-30-00"``."""
    return _read(text, "%Y-%m-%d-%H-%M-%S")


def brightspace_time(text: str) -> datetime | None:
    """Read ``"Nov 20, 2026 1130 PM"`` and its like; None in a language other than English."""
    return _day_and_clock(text, _DAYS)


def moodle_time(text: str) -> datetime | None:
    """Read ``"Friday, 20 November 2026, 11:30 PM"`` and its like; None in a language other than English."""
    return _day_and_clock(text.replace("\N{NARROW NO-BREAK SPACE}", " "), _MOODLE_DAYS)


def _day_and_clock(text: str, days: tuple[str, ...]) -> datetime | None:
    clock = _CLOCK.search(text.strip())
    if clock is None:
        return None
    hour, minute, half = int(clock[1]), int(clock[2]), (clock[3] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    day = text.strip()[: clock.start()].strip().rstrip(",")
    for form in days:
        found = _read(day, form)
        if found is not None and hour < 24 and minute < 60:
            return found.replace(hour=hour, minute=minute)
    return None


def _read(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None
