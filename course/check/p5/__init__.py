"""Visible checks of p5_autodiff, for ``from course.check import p5 as check``."""

from course.check.core.progress import count
from course.check.p5.checks import *

count(
    globals(),
    two_paths=7,
    logistic_least_squares=13,
    add=4,
    mul=5,
    power=4,
    exp=3,
    log=3,
    tanh=4,
    sigmoid=4,
    relu=4,
    maximum=5,
    topological_order=14,
    backward=16,
    softmax_ce_graph=12,
    scalar_mlp=5,
    descend=4,
    learn_xor=3,
)
