"""nbgrader in this folder: its commands and its formgrader judge and show what `python -m grader` does.

Written by `python -m grader build`. The rules of the course are in course.toml. Settings of your own may stand below.
"""

from pathlib import Path

from grader.nbgrader_settings import configure

c = get_config()  # noqa: F821 - nbgrader gives this name
configure(c, Path(__file__).parent.resolve())
