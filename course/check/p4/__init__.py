"""Visible checks of p4_forward_pass, for ``from course.check import p4 as check``."""

from course.check.core.progress import count
from course.check.p4.checks import *

count(
    globals(),
    init_params=8,
    forward=16,
    convert_convention=8,
    count_params=4,
    flatten=3,
    unflatten=3,
    collapse_linear=10,
    permute_hidden=4,
    rescale_relu=4,
    bump_net=10,
    relu_interpolant=10,
    tent_net=4,
    mult_gate=3,
    product_net=3,
)
