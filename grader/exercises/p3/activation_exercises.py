"""The activations of p3: each exercise is a pair of functions, f and its slope, called through one adapter."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias

import numpy as np

from course.probing.adapters.function_pairs import pair
from course.types import Array, Integers
from grader.exercises.aspects import inputs_unchanged
from grader.exercises.inputs import FLAT_FROM, away_from_kinks, bent, flat, largest
from grader.exercises.model import Aspect, Bug, BugNames, Case, Covers, Exercise, Faulty, OtherUnits, Reference
from grader.exercises.p3 import activation_bugs
from grader.exercises.p3.activation_bugs import Activation, ActivationBug
from grader.exercises.parse import holds_floats
from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.activations.maxout import maxout, maxout_derivative

Inputs: TypeAlias = Callable[[np.random.Generator], list[tuple[Any, ...]]]
"""``inputs(rng)``: Z, and for some the factor, of each case."""
UpTo: TypeAlias = Literal["small", "large", "largest"]
"""Small where the textbook's slope cancels for large numbers; the largest where the function is a straight line."""

_SHAPES, _ODD_SHAPES = ((4, 4), (1, 5)), ((6,), (2, 3, 4), ())
_RULES, _NEW = "any shape, whole numbers", "Z overwritten afterwards"
# Ranges of alpha and beta: below and above 1, and not 1, where a forgotten factor would not show.
_FACTORS = ((0.3, 0.7), (1.5, 3.0))


def _bank(known: tuple[ActivationBug, ...], f: Activation, slope: Activation) -> tuple[tuple[Bug, ...], Faulty]:
    """The bugs of a pair, and the pair with bugs to switch on; of two bugs in one function the first counts."""
    right = {"f": f, "slope": slope}

    def faulty(bugs: BugNames) -> Reference:
        chosen = [bug for bug in known if bug.name in bugs]

        def of_part(part: str) -> Activation:
            def asked(Z: Array, *rest: float) -> Array:
                near = [bug.function for bug in chosen if bug.part == part and not bug.far]
                A: Array = (near[0] if near else right[part])(Z, *rest)
                for bug in chosen:
                    function = bug.function if part == bug.part else bug.slope
                    if bug.far and function:
                        A = np.where(np.abs(Z) > 700, function(Z, *rest), A)
                return A

            return asked

        return pair(of_part("f"), of_part("slope"))

    return tuple(Bug(bug.name, bug.code, bug.text) for bug in known), faulty


def _exercise(
    f: Activation,
    slope: Activation,
    known: tuple[ActivationBug, ...],
    inputs: Inputs,
    odd_shapes: Inputs,
    kinked: bool,
    far: bool,
    up_to: UpTo,
) -> Exercise:
    """Declare a pair as an exercise; `far` adds inputs where the textbook formula overflows.

    At the kink of a `kinked` one, its slope may be anything between those on the two sides. In other units its slope is
    asked for numbers up to the size `up_to`.
    """
    names = {"f": f.__name__, "slope": slope.__name__}
    bugs, faulty = _bank(known, f, slope)

    def case(group: str, part: str, *args: Any) -> Case:
        return Case(group, (part, *args), after=(1,))

    def cases(rng: np.random.Generator) -> list[Case]:
        found = [case(part, part, *args) for part in names for args in inputs(rng)]
        found += [case(_RULES, part, *args) for part in names for args in odd_shapes(rng)]
        found += [case(_RULES, part, _whole_numbers(rng, part == "f" or not kinked)) for part in names]
        found.append(Case(_NEW, ("kept", *inputs(rng)[0])))
        return found + [case("far from 0", part, _far(rng)) for part in names if far]

    def view(result: Any, part: str, Z: Array, *rest: float) -> dict[str, Any]:
        if part == "kept":
            return {names["f"]: result}
        if Z.dtype.kind != "f":
            return {names[part]: result}  # a ReLU of whole numbers may be whole, as long as no fraction is lost
        return {names[part]: result, f"{names[part]} returns float64": holds_floats(result)}

    def in_other_units(rng: np.random.Generator, factor: float) -> list[Case]:
        sizes = (1 / factor,) if up_to == "small" else (1 / factor, factor)
        found = [(size * Z, *rest) for size in sizes for Z, *rest in inputs(rng)]
        if up_to == "largest":
            found += [(np.copysign(largest(factor), Z), *rest) for Z, *rest in inputs(rng)]
        return [Case("slope", ("slope", *args), times=1) for args in found]

    def moved_a_little(rng: np.random.Generator) -> list[list[tuple[Case, Case]]]:
        (_, *rest), *_ = inputs(rng)
        sign = -1.0 if kinked else 1.0  # a kinked one is a straight line on the other side

        def case(Z: Array) -> Case:
            return Case("slope", ("slope", sign * Z, *rest), times=1)

        pairs = [bent(rng, 100)]
        if f.__name__ in FLAT_FROM:
            pairs.append(flat(rng, 100, FLAT_FROM[f.__name__]))
        return [[(case(Z), case(moved))] for Z, moved in pairs]

    def covered(part: str) -> Covers:
        return lambda group, label: group == part and label in names.values()

    far_aspect = (Aspect("far from 0", 1, lambda group, label: group == "far from 0"),) if far else ()
    return Exercise(
        name=f"p3.{names['f']}",
        reference=pair(f, slope),
        faulty=faulty,
        bugs=bugs,
        cases=cases,
        aspects=(
            Aspect(f"{names['f']} itself", 1 if far else 1.5, covered("f")),
            Aspect(f"its slope, {names['slope']}", 1 if far else 1.5, covered("slope"), derivative=True),
            *far_aspect,
            Aspect(
                "new float64 arrays, for any shape and for whole numbers",
                0.5,
                lambda group, label: group in (_RULES, _NEW) or label.endswith("float64"),
            ),
            inputs_unchanged(0.5),
        ),
        view=view,
        in_other_units=OtherUnits(in_other_units, "Z is very close to 0, or very large", "far from 0" if far else ""),
        moved_a_little=moved_a_little,
    )


def _far(rng: np.random.Generator) -> Array:
    """Numbers of both signs whose exponentials overflow or are 0."""
    sizes = rng.uniform(720.0, 900.0, size=(2, 3))
    signs: Array = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0]])
    return sizes * signs


def _whole_numbers(rng: np.random.Generator, with_0: bool) -> Integers:
    """Whole numbers of shape (4, 3), all different."""
    numbers = np.arange(-6, 7)
    return rng.permutation(numbers[:-1] if with_0 else numbers[numbers != 0]).reshape(4, 3)


def _entries(rng: np.random.Generator, shapes: Sequence[tuple[int, ...]] = _SHAPES) -> list[tuple[Any, ...]]:
    return [(np.array(2.0 * away_from_kinks(rng, shape)),) for shape in shapes]


def _entries_of_odd_shapes(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    return _entries(rng, _ODD_SHAPES)


def _entries_and_a_factor(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    factors = [float(rng.uniform(*bounds)) for bounds in _FACTORS]
    return [*((*args, factor) for factor in factors for args in _entries(rng)), *_entries(rng)[:1]]


def _pieces(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    return [(rng.normal(size=shape),) for shape in ((5, 4, 3), (6, 2), (4, 4), (1, 3))]


def _pieces_of_odd_shapes(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    return [(rng.normal(size=shape),) for shape in ((4,), (2, 3, 2, 3))]


# The name, its inputs, and `kinked`, `far` and `up_to` of `_exercise`.
_DECLARED: tuple[tuple[str, Inputs, bool, bool, UpTo], ...] = (
    ("identity", _entries, False, False, "largest"),
    ("step", _entries, False, False, "largest"),
    ("sigmoid", _entries, False, True, "large"),
    ("tanh", _entries, False, True, "large"),
    ("relu", _entries, True, False, "largest"),
    ("leaky_relu", _entries_and_a_factor, True, False, "largest"),
    ("elu", _entries_and_a_factor, True, True, "small"),
    ("softplus", _entries, False, True, "large"),
    ("swish", _entries_and_a_factor, False, True, "small"),
    ("gelu", _entries, False, True, "large"),
)

EXERCISES = (
    *(
        _exercise(
            *ELEMENTWISE[name],
            getattr(activation_bugs, name.upper()),
            inputs,
            _entries_of_odd_shapes,
            kinked,
            far,
            up_to,
        )
        for name, inputs, kinked, far, up_to in _DECLARED
    ),
    _exercise(maxout, maxout_derivative, activation_bugs.MAXOUT, _pieces, _pieces_of_odd_shapes, True, False, "large"),
)
