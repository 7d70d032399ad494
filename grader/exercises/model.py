"""The declaration of an exercise: one function that students write, its cases, its points and its known bugs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Path: TypeAlias = tuple[Any, ...]
"""The way to a quantity in a nested result: positions in tuples and lists, keys of dicts."""
Reference: TypeAlias = Callable[..., Any]
"""A function with the arguments of the one that students write, and a result to compare theirs with."""
BugNames: TypeAlias = frozenset[str]
"""Names of known bugs to switch on."""
Faulty: TypeAlias = Callable[[BugNames], Reference]
"""``faulty(bugs)``: the reference with these bugs switched on. With none it equals the reference."""
Label: TypeAlias = Callable[[Path, Any], str]
"""``label(path, result)``: the name that students read for the quantity at `path` in `result`."""
View: TypeAlias = Callable[..., Any]
"""``view(result, *args)``: what is compared in place of `result`, as nested plain values."""
Covers: TypeAlias = Callable[[str, str], bool]
"""``covers(group, label)``: whether a quantity belongs to an aspect in the cases of a group."""


class Claim(str):
    """A label that says what holds, such as ``"no row is missing"``: True is expected, or a violation of 0."""


def with_claims(view: dict[str, Any]) -> dict[str, Any]:
    """A view with each key of True or False as a `Claim`."""
    return {Claim(key) if isinstance(value, bool | np.bool_) else key: value for key, value in view.items()}


class Malformed(ValueError):
    """Raised by a view that cannot read a result: a sentence for the student, without its full stop."""


@dataclass(frozen=True)
class Case:
    """One set of inputs.

    Attributes
    ----------
    group : str
        What the case is about; `Aspect.covers` reads it.
    args : tuple
        Plain values. A callable among them is answered outside the student's process.
    times : int
        How often the function is called on the same objects: a second result that differs from the first
        shows that the function changes its inputs or keeps state.
    after : tuple of int
        Positions of the arguments that are compared after the call as well, to see whether they were changed.
    """

    group: str
    args: tuple[Any, ...]
    times: int = 2
    after: tuple[int, ...] = ()


Cases: TypeAlias = Callable[[np.random.Generator], list[Case]]
"""``cases(rng)``: the cases that a function is tried on, drawn anew for each student."""
MovedALittle: TypeAlias = Callable[[np.random.Generator], list[list[tuple[Case, Case]]]]
"""``moved_a_little(rng)``: pairs of cases whose inputs hardly differ, in sets that are judged together."""


@dataclass(frozen=True)
class Aspect:
    """A part of an exercise with points of its own, earned if all quantities that it covers are right.

    Attributes
    ----------
    name : str
        For the student, such as ``"the gradient of the bias, db"``.
    points : float
    covers : Covers
    earned_alone : bool
        False for an aspect that a function which does nothing would earn, such as leaving its inputs unchanged: it
        counts only if another aspect is earned too.
    covers_inputs : bool
        True for an aspect that covers the state of the inputs after the call, not the result.
    derivative : bool
        True for an aspect that asks for a derivative: steps, short or long, real or complex, do not earn it.
    """

    name: str
    points: float
    covers: Covers
    earned_alone: bool = True
    covers_inputs: bool = False
    derivative: bool = False


@dataclass(frozen=True)
class Bug:
    """A known mistake that students make.

    Attributes
    ----------
    name : str
        The name by which the faulty reference switches it on.
    code : str
        Its code in the catalogue. Bugs with one cause share a code.
    text : str
        What a student reads: what is wrong, why it happens, where to look; never the answer.
    shows : callable or None
        ``shows(result, *args)``: whether a student's result shows what the sentence claims, where it claims more than
        the compared numbers tell. It must hold of one wrong result at least.
    """

    name: str
    code: str
    text: str
    shows: Callable[..., bool] | None = None


@dataclass(frozen=True)
class Cost:
    """A bound on processor time, for results that are right but computed by a method other than the one asked for.

    Attributes
    ----------
    args : callable
        ``args(rng) -> tuple``: the arguments of a case large enough to tell the methods apart.
    unit : callable
        ``unit(*args)``: a piece of work to time, such as one forward pass.
    units : callable
        ``units(*args) -> float``: how many times as long as `unit` the function may take.
    finding : tuple of str
        Code and sentence for a function that takes longer; it does not earn the derivatives.
    """

    args: Callable[[np.random.Generator], tuple[Any, ...]]
    unit: Callable[..., object]
    units: Callable[..., float]
    finding: tuple[str, str]


@dataclass(frozen=True)
class OtherUnits:
    """Cases with numbers far larger and far smaller than 1, in which no step has a good length.

    Attributes
    ----------
    cases : callable
        ``cases(rng, factor) -> list of Case``: some inputs are multiplied and others divided by `factor`, a power of
        two, so that a derived answer keeps its digits. The groups are those of the ordinary cases.
    where : str
        What the inputs are then, in words that follow "but not where".
    large : str
        The name of the aspect about large numbers: a derived answer that has lost it may overflow here as well.
    """

    cases: Callable[[np.random.Generator, float], list[Case]]
    where: str
    large: str = ""


def by_key(path: Path, result: Any) -> str:
    """Label a quantity in a dict, as most views are, by its key."""
    key = path[0] if path else "the result"
    return key if isinstance(key, str) else str(key)


def named(*names: str) -> Label:
    """Label the parts of a tuple by position; a single name is the label of the whole result."""
    return lambda path, result: names[path[0]] if path and len(names) > 1 else names[0]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One function that students write.

    Attributes
    ----------
    name : str
        As in the probe, ``"p6.dense_backward"``.
    reference : Reference
        The right answer.
    faulty : Faulty
        The reference with known bugs to switch on, any of them together.
    bugs : tuple of Bug
        The bugs that `faulty` knows.
    cases : Cases
    aspects : tuple of Aspect
    label : Label
        Names the quantities of the expected result, or of its view. `named` and `by_key` suffice for most.
    judged : tuple of int or None
        Positions of the result that are compared; None for all of it.
    view : View or None
        For exercises with more than one right result: what is compared in place of the result. Not the weights of a
        gate but its truth table; not the fitted weights but whether they meet the conditions of the optimum.

        It is taken of the student's result and of the reference's, both outside the student's process. The two views
        must have the same keys and shapes, and are compared to the last few digits. What may lie anywhere within
        bounds is clipped to them: ``max(error, 0.01)`` is the same for all right results and differs for wrong ones.

        The result may be anything that `course.probing.wire` carries: check shapes before computing. `Malformed` says
        what cannot be read (`grader.exercises.parse` has readers for what is common); any other exception is reported
        in general words.
    cost : Cost or None
    in_other_units : OtherUnits or None
        For derivatives: tells a gradient by steps, real or complex ones, from a derived one.
    moved_a_little : MovedALittle or None
        For the slopes of smooth functions, for which some steps are good everywhere: tells those by differences by the
        noise in their last digits.
    told : callable or None
        ``told(result, *args)``: a sentence with the numbers behind a view, for wrong results that no bug explains.
    """

    name: str
    reference: Reference
    faulty: Faulty
    bugs: tuple[Bug, ...]
    cases: Cases
    aspects: tuple[Aspect, ...]
    label: Label = by_key
    judged: tuple[int, ...] | None = None
    view: View | None = None
    cost: Cost | None = None
    in_other_units: OtherUnits | None = None
    moved_a_little: MovedALittle | None = None
    told: Callable[..., str] | None = None

    @property
    def points(self) -> float:
        """Points of all aspects together."""
        return sum(aspect.points for aspect in self.aspects)

    @property
    def function(self) -> str:
        """The name of the function that students write."""
        return self.name.partition(".")[2]
