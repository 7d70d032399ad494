"""Visible checks of p2_logic, for ``from course.check import p2 as check``."""

from course.check.core.progress import count
from course.check.p2.checks import *

count(
    globals(),
    gate=8,
    nand_net=9,
    ripple_adder=5,
    xor_params=8,
    xor_logistic=8,
    is_linearly_separable=10,
    polygon_net=10,
    dnf_compile=8,
    parity_net=4,
)
