"""Plugins with which nbgrader's zip_collect takes the same files out of archives as ``python -m grader collect``."""

import shutil
import tempfile
from pathlib import Path

from nbgrader.plugins.zipcollect import ExtractorPlugin, FileNameCollectorPlugin

from grader.intake.lms.collect import collect

_AT = " @ "


class Notebooks(ExtractorPlugin):
    """Finds the notebooks in archives, and lays them out as ``<student> @ <time>/A.ipynb`` for `Collector`."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Take the notebooks out of each archive in a folder."""
        archives = [path for path in sorted(Path(archive_path).iterdir()) if path.suffix.lower() in (".zip", ".csv")]
        coursedir = self.parent.coursedir
        with tempfile.TemporaryDirectory() as folder:
            done = collect(Path(coursedir.root), coursedir.assignment_id, archives, Path(folder))
            for sentence in (*done.left, *done.notes):
                self.log.warning("%s", sentence)
            for path in done.taken:
                time = path.with_name("timestamp.txt")
                name = path.parts[-3] + (_AT + time.read_text() if time.exists() else "")
                target = Path(extracted_path) / name / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)


class Collector(FileNameCollectorPlugin):
    """Names the student of a file that `Notebooks` laid out, and when it was handed in."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Tell nbgrader the student, the name and the time of a file."""
        path = Path(submitted_file)
        student, _, time = path.parent.name.partition(_AT)
        info = {"student_id": student, "file_id": path.name}
        return info | {"timestamp": time} if time else info
