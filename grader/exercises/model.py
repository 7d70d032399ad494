"""An exercise is one declaration: what is asked, what it is worth, and the wrong answers that are known."""

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


class Malformed(ValueError):
    """What a view raises on a result that it cannot read: a sentence for the student, without its full stop."""


@dataclass(frozen=True)
class Case:
    """One set of inputs.

    Attributes
    ----------
    group : str
        What the case is about; `Aspect.covers` sees it.
    args : tuple
        Plain values; a callable among them is answered outside the student's process.
    times : int
        How often the function is called on the same objects: a second answer that differs from the first
        betrays a function that changes its inputs or remembers.
    after : tuple of int
        Positions of the arguments whose state after the call is judged too.
    """

    group: str
    args: tuple
    times: int = 2
    after: tuple[int, ...] = ()


def copied(args):
    """Inputs of one's own; functions among them stay what they are."""
    return tuple(a if callable(a) else copy.deepcopy(a) for a in args)


@dataclass(frozen=True)
class Aspect:
    """What can be understood on its own, and its points: earned if everything it covers is right.

    Attributes
    ----------
    name : str
        For the student, such as ``"the gradient of the bias, db"``.
    points : float
    covers : callable
        ``covers(group, label) -> bool``: whether a quantity in a case of a group belongs to it.
    alone : bool
        False for what anybody does who does nothing: earned only beside another aspect.
    """

    name: str
    points: float
    covers: Callable[[str, str], bool]
    alone: bool = True


@dataclass(frozen=True)
class Bug:
    """A known slip: its name in the wrong reference, its code in the catalogue, the sentence a student reads."""

    slip: str
    code: str
    text: str


@dataclass(frozen=True)
class Cost:
    """A bound on processor time, for answers that are right but bought at the price of another method.

    Attributes
    ----------
    args : callable
        ``args(rng) -> tuple``, of a case large enough to tell the methods apart.
    unit : callable
        ``unit(*args)``: a piece of work, such as one forward pass.
    units : callable
        ``units(*args) -> float``: so many units' time is more than the method asked for can need.
    finding : tuple of str
        Code and sentence for one that needs more.
    aspects : tuple of str
        Names of the aspects that it then does not earn.
    """

    args: Callable
    unit: Callable
    units: Callable
    finding: tuple[str, str]
    aspects: tuple[str, ...]


def by_key(path, result):
    """The label of a quantity in a dict, as most views are: its key."""
    return str(path[0]) if path else "the result"


def named(*names):
    """Labels by position for the parts of a tuple; one name is that of the whole result."""
    return lambda path, result: names[path[0]] if path and len(names) > 1 else names[0]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One function that students write.

    Attributes
    ----------
    name : str
        As in the probe, ``"p6.dense_backward"``.
    reference : callable
        The right answer.
    wrong : callable
        ``wrong(slips) -> callable``: the reference with any set of slips; without any it equals the reference.
    bugs : tuple of Bug
        The slips that `wrong` knows.
    cases : callable
        ``cases(rng) -> list of Case``.
    aspects : tuple of Aspect
    label : callable
        ``label(path, result) -> str``: the name of the quantity at a path in the expected result, or in the view of it;
        `named` and `by_key` suffice for most.
    judged : tuple of int or None
        Positions of the result that count; None for all of it. What else is returned is the student's own affair.
    view : callable or None
        ``view(result, *args) -> nested plain value``: what is compared in place of the result, where more than one
        result is right: not the weights of a gate but the truth table that they give, not the fitted weights but
        whether they meet the conditions of the optimum. Taken outside the student's process of the student's result
        and of the reference's alike; both views must have the same keys and shapes, and they are compared to the last
        few digits. What may lie anywhere within bounds is clipped to them: ``max(error, 0.01)`` is the same for all
        that are right and tells the wrong ones apart. Raises `Malformed` on what it cannot read
        (`grader.exercises.parse` reads what is asked for most); for any other exception there are only general
        words. The result may be anything that travels (`course.wire`): check shapes before computing.
    cost : Cost or None
    """

    name: str
    reference: Callable
    wrong: Callable
    bugs: tuple[Bug, ...]
    cases: Callable[[np.random.Generator], list[Case]]
    aspects: tuple[Aspect, ...]
    label: Callable[[tuple, object], str] = by_key
    judged: tuple[int, ...] | None = None
    view: Callable | None = None
    cost: Cost | None = None

    @property
    def points(self):
        """Points of all aspects together."""
        return sum(aspect.points for aspect in self.aspects)

    @property
    def function(self):
        """The name of the function that students write."""
        return self.name.partition(".")[2]
