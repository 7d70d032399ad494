"""The class, and what the grader should say to each student: status, points, and findings by question."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.demo import damage
from grader.demo.damage import Notebook

FULL = 145.0  # of 150: the derivation waits for a person
_QUESTIONS = (
    "dense_forward",
    "dense_backward",
    "activation_backward",
    "softmax_cross_entropy",
    "mlp_forward",
    "mlp_backward",
    "input_gradient",
    "grad_check",
    "mac_counts",
)


@dataclass(frozen=True)
class Student:
    """One made-up student.

    Attributes
    ----------
    name : str
        Also the name of the overlay, if there is one; without one, all answers are right.
    points : float
    findings : dict
        Codes in order, by question; questions without findings are left out.
    remarks : tuple of str
        A part of each remark, in order.
    status : str
    damage : callable or None
        ``damage(notebook) -> dict or bytes``, applied to the filled-in notebook.
    unfilled : bool
        Whether the student hands in the released notebook as it is.
    """

    name: str
    points: float = FULL
    findings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    status: str = "graded"
    damage: Callable[[Notebook], Notebook | bytes] | None = None
    unfilled: bool = False


def _once(function: str, code: str, *later: str) -> dict[str, tuple[str, ...]]:
    """A bug in one function that costs no points in the later functions that call it."""
    return {function: (code,), **dict.fromkeys(later, ("counted_once",))}


def _everywhere(*codes: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(_QUESTIONS, codes)


_SLOW = "Did not finish in time: the cell grade_mlp_backward, the cell that begins with"

CLASS = (
    # right, in different styles
    Student("loops"),
    Student("einsum"),
    Student("matrices"),
    Student("warns"),
    Student("prints_a_lot"),
    Student(
        "single_precision",
        findings=dict.fromkeys(("dense_backward", "mlp_backward"), ("float32",)),
    ),
    # one bug
    Student("not_divided", 134, _once("softmax_cross_entropy", "G01", "mlp_backward", "input_gradient")),
    Student("target_forgotten", 134, _once("softmax_cross_entropy", "G05", "mlp_backward", "input_gradient")),
    Student("own_activation", 105, {"mlp_backward": ("G07",)}),
    Student("transposed", 135, _once("dense_backward", "G08", "mlp_backward")),
    Student("weights_as_they_stand", 115, _once("dense_backward", "G09", "mlp_backward")),
    Student("no_derivative", 117, {"mlp_backward": ("G10",)}),
    Student("slope_at_a", 137, _once("activation_backward", "G11", "mlp_backward", "input_gradient")),
    Student("bias_mean", 136, _once("dense_backward", "G15", "mlp_backward")),
    Student("penalty_doubled", 139, {"mlp_backward": ("G16",)}),
    Student("bias_penalised", 143, {"mlp_backward": ("G17",)}),
    Student("overflow", 142, _once("softmax_cross_entropy", "overflow", "input_gradient")),
    # two bugs
    Student("two_bugs", 130, {"dense_backward": ("G15",), "mlp_backward": ("given", "G16")}),
    Student("biases_unchecked", 133, {"grad_check": ("biases_skipped", "G25")}),
    # another method than the one asked for, or nothing
    Student("finite_differences", 111, {"mlp_backward": ("finite_differences",)}, damage=damage.trains_briefly),
    Student("unfilled", 0, _everywhere("unfilled"), unfilled=True),
    # does not finish, or crashes
    Student("endless_loop", 105, {"mlp_backward": ("no_answer",)}, (_SLOW,), "timeout"),
    Student("memory_hog", 140, {"mac_counts": ("raises",)}, ("grade_mac_counts: it ran out of memory",), "memory"),
    Student(
        "exits",
        131,
        {"activation_backward": ("no_answer",), "mlp_backward": ("counted_once",), "input_gradient": ("counted_once",)},
        ("The cell grade_activation_backward: ", "The cell that begins with `my_prediction"),
        "crashed",
    ),
    Student("crashes", 140, {"input_gradient": ("no_answer",)}, ("grade_input_gradient",), "crashed"),
    Student("recursion", 140, {"input_gradient": ("raises",)}),
    # damaged files
    Student("truncated", 0, _everywhere("no_answer"), ("ends in the middle",), "unreadable", damage.truncated),
    Student("not_a_notebook", 0, _everywhere("no_answer"), ("not a notebook",), "unreadable", damage.not_a_notebook),
    Student("duplicated", damage=damage.duplicated, remarks=("solve_dense_backward stands", "grade_dense_backward st")),
    Student("without_tests", damage=damage.without_tests, remarks=("Missing and put back",)),
    Student("reordered", damage=damage.reordered, remarks=("out of order",)),
    Student("retyped", damage=damage.retyped, remarks=("solve_dense_backward was", "grade_dense_backward was")),
    # attacks
    Student("spy"),
    Student("claims_full_marks", 0, _everywhere("no_answer")),
    Student("leaves_a_process"),
)


def differences(student: Student, entry: dict[str, Any]) -> list[str]:
    """Compare a graded submission with what is expected.

    Parameters
    ----------
    student : Student
    entry : dict
        An element of ``submissions`` of `grader.reports.console_table.as_json`.

    Returns
    -------
    list of str
        One line for each difference.
    """
    got = {
        cell["grade_id"].removeprefix("grade_"): codes
        for cell in entry["cells"]
        if (codes := tuple(f["code"] for f in cell["findings"] if f["code"] not in ("points", "manual")))
    }
    lines = [
        _differs(student, what, got, expected)
        for what, got, expected in (
            ("status", entry["status"], student.status),
            ("points", entry["score"], student.points),
            ("findings", got, dict(student.findings)),
        )
        if got != expected
    ]
    remarks = entry["remarks"]
    if len(remarks) != len(student.remarks) or any(a not in b for a, b in zip(student.remarks, remarks, strict=True)):
        lines.append(_differs(student, "remarks", remarks, student.remarks))
    return lines


def _differs(student: Student, what: str, got: object, expected: object) -> str:
    return f"{student.name}: got the {what} {got}, expected {expected}"
