"""The activations of p3: each is an exercise of two functions, f and its slope, asked through one."""

import numpy as np

from course.probing.adapters.function_pairs import pair
from grader.exercises.inputs import away_from_kinks
from grader.exercises.model import Aspect, Bug, Case, Exercise
from grader.exercises.p3 import activation_bugs as slips
from reference_solution.activations.activation_table import ELEMENTWISE
from reference_solution.activations.maxout import maxout, maxout_derivative

_SHAPES = ((4, 4), (1, 5))
# Of leaky ReLU, ELU and swish: neither 1, where a forgotten factor hides, nor one side of 1 alone.
_FACTORS = ((0.3, 0.7), (1.5, 3.0))


def _bank(known, right):
    """The bugs of a pair, and its wrong reference: the first slip in the list hides another of the same part."""

    def wrong(chosen):
        slips = [slip for slip in known if slip.name in chosen]

        def asked(part, Z, *rest):
            near = [slip.function for slip in slips if slip.part == part and not slip.far]
            A = near[0](Z, *rest) if near else right(part, Z, *rest)
            for slip in slips:
                function = slip.function if part == slip.part else slip.slope
                if slip.far and function:
                    A = np.where(np.abs(Z) > 700, function(Z, *rest), A)
            return A

        return asked

    return tuple(Bug(slip.name, slip.code, slip.text) for slip in known), wrong


def _exercise(f, slope, known, inputs, far):
    """A pair as an exercise; `far` for one whose formula overflows when it is written carelessly."""
    names = {"f": f.__name__, "slope": slope.__name__}
    both = pair(f, slope)
    bugs, wrong = _bank(known, both)

    def cases(rng):
        found = [Case(part, (part, *args)) for part in names for args in inputs(rng)]
        return found + [Case("far from 0", (part, _far(rng))) for part in names if far]

    def view(result, part, Z, *rest):
        return {names[part]: result}

    def covered(part):
        return lambda group, label: group == part

    far_aspect = (Aspect("far from 0", 1, covered("far from 0")),) if far else ()
    return Exercise(
        name=f"p3.{names['f']}",
        reference=both,
        wrong=wrong,
        bugs=bugs,
        cases=cases,
        aspects=(
            Aspect(f"{names['f']} itself", 1 if far else 2, covered("f")),
            Aspect(f"its slope, {names['slope']}", 2, covered("slope")),
            *far_aspect,
        ),
        view=view,
    )


def _far(rng):
    """Both sides of 0, where exp of the one overflows and exp of the other is 0."""
    sizes = rng.uniform(720.0, 900.0, size=(2, 3))
    return sizes * np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0]])


def _entries(rng):
    return [(2.0 * away_from_kinks(rng, shape),) for shape in _SHAPES]


def _entries_and_a_factor(rng):
    factors = [float(rng.uniform(*bounds)) for bounds in _FACTORS]
    return [*((*args, factor) for factor in factors for args in _entries(rng)), *_entries(rng)[:1]]


def _pieces(rng):
    return [(rng.normal(size=shape),) for shape in ((5, 4, 3), (6, 2), (4, 4), (1, 3))]


EXERCISES = (
    *(
        _exercise(*ELEMENTWISE[name], getattr(slips, name.upper()), inputs, far)
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
    _exercise(maxout, maxout_derivative, slips.MAXOUT, _pieces, far=False),
)
