"""What students install: checks, plots, data and the probe. No answers, no secrets."""

from course.probing import probe

__all__ = ["probe"]
