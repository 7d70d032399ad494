"""nbgrader's settings in a course folder: its commands and its formgrader judge and show what our own commands do."""

from pathlib import Path
from typing import Any

from grader.course_config import read_course_config


def configure(c: Any, course_dir: Path) -> None:
    """Make nbgrader's settings, with the rules in ``course.toml``.

    Parameters
    ----------
    c : traitlets.config.Config
    course_dir : pathlib.Path

    Raises
    ------
    CannotStart
        ``course.toml`` is wrong.
    """
    config, folder = read_course_config(course_dir), str(course_dir)
    c.CourseDirectory.root = folder
    if config.course_id:
        c.CourseDirectory.course_id = config.course_id
    if config.exchange:
        c.Exchange.root = config.exchange
    if config.database:
        c.CourseDirectory.db_url = config.database
    c.Exchange.timezone = config.timezone
    _autograde(c, folder)
    _show(c, folder)
    c.ZipCollectApp.extractor_plugin = "grader.intake.lms.zip_plugins.Notebooks"
    c.ZipCollectApp.collector_plugin = "grader.intake.lms.zip_plugins.Collector"


def _autograde(c: Any, folder: str) -> None:
    c.Autograde.exporter_class = "grader.nbgrader_plugin.AnyFileExporter"
    c.Autograde.sanitize_preprocessors = [
        "grader.nbgrader_plugin.JudgeSubmission",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.JudgeSubmission.course_dir = folder
    c.AssignLatePenalties.plugin_class = "grader.nbgrader_plugin.LateDays"
    c.LateDays.course_dir = folder


def _show(c: Any, folder: str) -> None:
    c.GenerateFeedback.exporter_class = "grader.reports.feedback_exporter.FeedbackExporter"
    c.GenerateFeedback.preprocessors = []  # the exporter does all
    c.FeedbackExporter.course_dir = folder
    # The formgrader's page of a submission is a page of Jupyter: a script in it could do all that the teacher can.
    c.HTMLExporter.preprocessors = ["grader.reports.formgrader_view.MakeOutputsHarmless"]
    c.HTMLExporter.filters = dict.fromkeys(
        ("markdown2html", "highlight_code"), "grader.reports.formgrader_view.rendered_source"
    )
