"""Complex numbers are found in what a function needs, and nowhere else."""

import pytest

from grader.exercises import EXERCISES
from grader.explain.complex_numbers import line_with_complex_numbers
from tests.grader.explain.in_this_process import cells_of

MSE_GRAD = EXERCISES["p1.mse_grad"]
RIGHT = "def mse_grad(w, X, y):\n    return 2 * X.T @ (X @ w - y) / len(y)\n"
STEPS = "def mse_grad(w, X, y):\n    return np.array([slope(w, X, y, k) for k in range(len(w))])\n"


@pytest.mark.parametrize(
    "line",
    [
        "v = w + 1e-30j * np.eye(len(w))[k]",
        "v = w + complex(0, 1e-30) * np.eye(len(w))[k]",
        "v = w.astype(complex)",
        'v = w.astype("complex128")',
        "v = np.asarray(w, dtype=np.cdouble)",
        "v = w + 1e-30 * np.emath.sqrt(-1) * np.eye(len(w))[k]",
        "v = np.imag(w)",
        "v = w + 1j * 1e-30",
        "h = 1e-30 * 1j",
        "w[k] += 1e-30j",
        "v.imag = 1e-30",
        "v = w * np.exp(1j * 1e-30)",
        "v = w * np.exp(1j * h)",
        "v = (w * np.exp(1j * h)).imag",
        "v = np.abs(np.exp(1j * 1e-30))",
    ],
)
def test_a_line_with_complex_numbers_is_found_in_a_helper(line):
    helper = f"def slope(w, X, y, k):\n    {line}\n    return v\n"
    assert line_with_complex_numbers(cells_of(MSE_GRAD, helper, STEPS), MSE_GRAD) == line


def test_a_step_in_a_module_that_a_cell_writes_is_found():
    module = "%%writefile helper.py\ndef slope(w, X, y, k):\n    return w + 1e-30j\n"
    code = "import helper\n" + STEPS.replace("slope", "helper.slope")
    assert line_with_complex_numbers(cells_of(MSE_GRAD, module, code), MSE_GRAD) == "return w + 1e-30j"
    assert line_with_complex_numbers(cells_of(MSE_GRAD, module, RIGHT), MSE_GRAD) is None


@pytest.mark.parametrize(
    "beside",
    [
        "circle = np.exp(1j * np.linspace(0, 6, 100))\n",
        "def other(z):\n    return z.imag\n",
        "# a complex step would be 1e-30j\n",
        "print('complex numbers are not needed')\n",
    ],
)
def test_complex_numbers_elsewhere_are_no_steps(beside):
    assert line_with_complex_numbers(cells_of(MSE_GRAD, beside, beside + RIGHT), MSE_GRAD) is None


@pytest.mark.parametrize(
    "line",
    ["np.exp(1j * w).imag", "np.cos(w * 2j).real ** 2", "np.abs(np.exp(-1j * w / 2))", "np.imag(np.exp(w * 1j))"],
)
def test_an_angle_is_no_step(line):
    code = RIGHT.replace("    return", f"    turned = {line}\n    return")
    assert line_with_complex_numbers(cells_of(MSE_GRAD, code), MSE_GRAD) is None


def test_a_docstring_may_speak_of_them():
    code = RIGHT.replace("    return", '    """Not by complex steps, 1j * h."""\n    return')
    assert line_with_complex_numbers(cells_of(MSE_GRAD, code), MSE_GRAD) is None


def test_code_of_very_many_statements_is_not_looked_through():
    cells = cells_of(MSE_GRAD, "x = 1j\n" * 2_000 + RIGHT)
    assert line_with_complex_numbers(cells, MSE_GRAD) is None
