"""Files are small and named by what they hold."""

from collections import Counter
from pathlib import Path

from tests.paths import CLONE

ROOMS = ("course", "reference_solution", "lectures", "grader", "tests")


def lengths():
    """Lines of every module; the texts of assignments are lessons, not modules."""
    paths = [path for room in ROOMS for path in (CLONE / room).rglob("*.py")]
    return {path.relative_to(CLONE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}


def test_most_files_are_under_150_lines():
    known = lengths()
    assert sum(length < 150 for length in known.values()) > 0.75 * len(known)


def test_hardly_any_file_is_over_300_lines():
    known = lengths()
    long = {name: length for name, length in known.items() if length > 300}
    assert len(long) <= 0.05 * len(known), long


def test_a_folder_holds_at_most_22_modules():
    counts = Counter(Path(name).parent.as_posix() for name in lengths())
    # Lectures and widgets are numbered; an overlay is what a student of the demo hands in, no module.
    crowded = {folder for folder, count in counts.items() if count > 22}
    assert crowded <= {"lectures", "lectures/widgets"}


def test_no_module_has_a_name_for_anything():
    names = {Path(name).stem for name in lengths()} | {Path(name).parent.name for name in lengths()}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc"}
