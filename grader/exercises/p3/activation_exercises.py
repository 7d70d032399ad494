"""The activations of p3: each exercise is a pair of functions, f and its slope, called through one adapter."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from course.probing.adapters.function_pairs import pair
from course.types import Array
from grader.exercises.inputs import away_from_kinks
from grader.exercises.model import Aspect, Bug, BugNames, Case, Covers, Exercise, Faulty, Reference
from grader.exercises.p3 import activation_bugs
from grader.exercises.p3.activation_bugs import Activation, ActivationBug
from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.activations.maxout import maxout, maxout_derivative

Inputs: TypeAlias = Callable[[np.random.Generator], list[tuple[Any, ...]]]
"""``inputs(rng)``: Z, and for some the factor, of each case."""

_SHAPES = ((4, 4), (1, 5))
# Ranges of alpha and beta: below and above 1, and not 1, where a forgotten factor would not show.
_FACTORS = ((0.3, 0.7), (1.5, 3.0))


def _bank(known: tuple[ActivationBug, ...], right: Reference) -> tuple[tuple[Bug, ...], Faulty]:
    """The bugs of a pair, and the pair with bugs to switch on; of two bugs in one function the first counts."""

    def faulty(bugs: BugNames) -> Reference:
        chosen = [bug for bug in known if bug.name in bugs]

        def asked(part: str, Z: Array, *rest: float) -> Array:
            near = [bug.function for bug in chosen if bug.part == part and not bug.far]
            A: Array = near[0](Z, *rest) if near else right(part, Z, *rest)
            for bug in chosen:
                function = bug.function if part == bug.part else bug.slope
                if bug.far and function:
                    A = np.where(np.abs(Z) > 700, function(Z, *rest), A)
            return A

        return asked

    return tuple(Bug(bug.name, bug.code, bug.text) for bug in known), faulty


def _exercise(
    f: Activation,
    slope: Activation,
    known: tuple[ActivationBug, ...],
    inputs: Inputs,
    far: bool,
) -> Exercise:
    """Declare a pair as an exercise; `far` adds inputs where the textbook formula overflows."""
    names = {"f": f.__name__, "slope": slope.__name__}
    both = pair(f, slope)
    bugs, faulty = _bank(known, both)

    def cases(rng: np.random.Generator) -> list[Case]:
        found = [Case(part, (part, *args)) for part in names for args in inputs(rng)]
        return found + [Case("far from 0", (part, _far(rng))) for part in names if far]

    def view(result: Any, part: str, Z: Array, *rest: float) -> dict[str, Array]:
        return {names[part]: result}

    def covered(part: str) -> Covers:
        return lambda group, label: group == part

    far_aspect = (Aspect("far from 0", 1, covered("far from 0")),) if far else ()
    return Exercise(
        name=f"p3.{names['f']}",
        reference=both,
        faulty=faulty,
        bugs=bugs,
        cases=cases,
        aspects=(
            Aspect(f"{names['f']} itself", 1 if far else 2, covered("f")),
            Aspect(f"its slope, {names['slope']}", 2, covered("slope")),
            *far_aspect,
        ),
        view=view,
    )


def _far(rng: np.random.Generator) -> Array:
    """Numbers of both signs whose exponentials overflow or are 0."""
    sizes = rng.uniform(720.0, 900.0, size=(2, 3))
    signs: Array = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0]])
    return sizes * signs


def _entries(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    return [(2.0 * away_from_kinks(rng, shape),) for shape in _SHAPES]


def _entries_and_a_factor(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    factors = [float(rng.uniform(*bounds)) for bounds in _FACTORS]
    return [*((*args, factor) for factor in factors for args in _entries(rng)), *_entries(rng)[:1]]


def _pieces(rng: np.random.Generator) -> list[tuple[Any, ...]]:
    return [(rng.normal(size=shape),) for shape in ((5, 4, 3), (6, 2), (4, 4), (1, 3))]


EXERCISES = (
    *(
        _exercise(*ELEMENTWISE[name], getattr(activation_bugs, name.upper()), inputs, far)
        for name, inputs, far in (
            ("identity", _entries, False),
            ("step", _entries, False),
            ("sigmoid", _entries, True),
            ("tanh", _entries, True),
            ("relu", _entries, False),
            ("leaky_relu", _entries_and_a_factor, False),
            ("elu", _entries_and_a_factor, True),
            ("softplus", _entries, True),
            ("swish", _entries_and_a_factor, True),
            ("gelu", _entries, True),
        )
    ),
    _exercise(maxout, maxout_derivative, activation_bugs.MAXOUT, _pieces, far=False),
)
