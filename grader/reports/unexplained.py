"""Lists the wrong answers of a class whose cause nobody found, like ones together, for staff who add a known bug."""

from pathlib import Path

from grader.authoring.assignment import read_assignment
from grader.errors import CannotStart
from grader.printable import printable
from grader.reports.class_report.example_code import function_text
from grader.reports.class_report.examples import Examples, student_names
from grader.reports.class_report.misconceptions import SimilarAnswers, known_bugs, unexplained
from grader.reports.class_report.submissions import read_submissions


def unexplained_answers(course_dir: Path, assignment: str, db_url: str | None = None) -> list[str]:
    """Describe each group of unexplained answers, the largest first.

    Parameters
    ----------
    course_dir : pathlib.Path
    assignment : str
    db_url : str, optional
        The gradebook; by default the one of the course folder.

    Returns
    -------
    list of str
        Without names of students. Each has the question, what students were told, and one of the functions.

    Raises
    ------
    CannotStart
        Nothing has been graded.
    """
    source = course_dir / "source" / assignment / f"{assignment}.ipynb"
    if not source.exists():
        raise CannotStart(f"Got no {source}, expected one; run `python -m grader autograde {assignment}` first.")
    submissions, _ = read_submissions(course_dir, assignment, db_url)
    known = read_assignment(assignment, source.read_bytes())

    def student_code(student: str, grade_id: str) -> str:
        notebook = course_dir / "autograded" / student / assignment / f"{assignment}.ipynb"
        exercise = known.nbgrader_cells[grade_id].exercise if grade_id in known.nbgrader_cells else None
        return function_text(notebook.read_bytes(), exercise.function) if exercise and notebook.exists() else ""

    examples = Examples(known_bugs(known), student_code, student_names(submissions, known))
    return [_described(group) for group in unexplained(submissions, examples)]


def _described(group: SimilarAnswers) -> str:
    count = len(group.students)
    head = f"{group.question}: {count} student{'s' if count > 1 else ''}"
    told = [f"  {text}" for text in group.example.texts]
    code = [f"    {line}" for line in (group.example.code or "(no function to show)").split("\n")]
    return "\n".join(printable(line.expandtabs(4)) for line in (head, *told, "", *code, ""))
