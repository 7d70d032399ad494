"""Operands of p5's operations for which no step is a good one: every one is lost, or too long."""

import numpy as np

from grader.exercises.inputs import largest, least
from grader.exercises.model import Case, OtherUnits


def _largest_first(group: str, *others: float) -> OtherUnits:
    def cases(rng: np.random.Generator, factor: float) -> list[Case]:
        data = np.array([largest(factor), *others])
        return [Case(group, (data, list(range(len(data)))), times=1)]

    return OtherUnits(cases, "one number is as large as can be")


def _relu(rng: np.random.Generator, factor: float) -> list[Case]:
    smallest = least(factor)  # no part of it is left
    numbers = smallest, -smallest, largest(factor) / 2  # a ReLU may be half of a sum
    return [Case("moderate", (np.array([x]), [0]), times=1) for x in numbers]


def _mul(rng: np.random.Generator, factor: float) -> list[Case]:
    """The product is nearly the largest number."""
    return [Case("two numbers", (np.sqrt(largest(factor)) * rng.uniform(0.99, 0.999, 2), [0, 1]), times=1)]


ADD = _largest_first("two numbers", 1.0)
MUL = OtherUnits(_mul, "both numbers are very large")
MAXIMUM = _largest_first("different numbers", -1.0)
RELU = OtherUnits(_relu, "the number is as close to 0 as can be, or very large")
