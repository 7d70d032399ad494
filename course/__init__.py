"""The package that students install: visible checks, plots, data and the probe. It holds no answers and no secrets."""

from course.probing import probe

__all__ = ["probe"]
