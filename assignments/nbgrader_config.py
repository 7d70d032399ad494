"""nbgrader in this folder: its commands and its formgrader judge and show what `python -m grader` does."""

from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader gives this name

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
c.JudgeSubmission.course_dir = str(Path(__file__).parent.resolve())

c.GenerateFeedback.exporter_class = "grader.reports.feedback_exporter.FeedbackExporter"
c.GenerateFeedback.preprocessors = []  # the exporter does all
c.FeedbackExporter.course_dir = c.JudgeSubmission.course_dir

# The formgrader's page of a submission is a page of Jupyter: a script in it could do all that the teacher can.
c.HTMLExporter.preprocessors = ["grader.reports.formgrader_view.MakeOutputsHarmless"]
c.HTMLExporter.filters = dict.fromkeys(
    ("markdown2html", "highlight_code"), "grader.reports.formgrader_view.rendered_source"
)

c.ZipCollectApp.extractor_plugin = "grader.intake.lms.zip_plugins.Notebooks"
c.ZipCollectApp.collector_plugin = "grader.intake.lms.zip_plugins.Collector"
