"""Former names, used by copies of `nbgrader_config.py`; kept for one release."""

from nbconvert.preprocessors import Preprocessor

from grader.reports.formgrader_view import MakeOutputsHarmless
from grader.reports.formgrader_view import rendered_source as harmless_markdown


class MakeHarmless(Preprocessor):
    """Does nothing: the feedback page cleans what it shows by itself."""


__all__ = ["MakeHarmless", "MakeOutputsHarmless", "harmless_markdown"]
