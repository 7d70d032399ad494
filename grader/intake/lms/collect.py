"""Collects the submissions in a platform's archive with nbgrader's zip_collect."""

import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from grader.errors import CannotStart


def collect(course_dir: Path, assignment: str, archives: Sequence[Path]) -> list[Path]:
    """Put the notebooks of archives into the ``submitted`` folder.

    Parameters
    ----------
    course_dir : Path
    assignment : str
        Already released, so that nbgrader knows its notebook.
    archives : sequence of Path
        Exported by Moodle ("Download all submissions") or Canvas ("Download Submissions").

    Returns
    -------
    list of Path
        ``submitted/<student>/A/A.ipynb``, where the student is the platform's number. Replaces earlier submissions of
        the same students.

    Raises
    ------
    CannotStart
        An archive is missing, or nbgrader stopped.
    """
    from nbgrader.apps.zipcollectapp import ZipCollectApp
    from traitlets.config import Config

    with tempfile.TemporaryDirectory(dir=course_dir, prefix="collected-") as folder:
        downloaded = Path(folder)
        (downloaded / assignment / "archive").mkdir(parents=True)
        for archive in archives:
            if not archive.is_file():
                raise CannotStart(f"there is no archive {archive}: give the zip that the platform made")
            shutil.copyfile(archive, downloaded / assignment / "archive" / archive.name)
        settings = Config()
        settings.CourseDirectory.root = str(course_dir)
        settings.CourseDirectory.assignment_id = assignment
        settings.ZipCollectApp.downloaded_directory = downloaded.name
        settings.ZipCollectApp.extractor_plugin = "grader.intake.lms.zip_plugins.Notebooks"
        settings.ZipCollectApp.collector_plugin = "grader.intake.lms.zip_plugins.Collector"
        app = ZipCollectApp(config=settings, force=True, strict=True, log_level=logging.ERROR)
        try:
            app.initialize([])
            app.start()
        except SystemExit:
            raise CannotStart(f"nbgrader's zip_collect stopped, see above: is {assignment} released?") from None
        students = app.collector_plugin_inst.students
    return [course_dir / "submitted" / student / assignment / f"{assignment}.ipynb" for student in sorted(students)]
