"""Visible checks of p6_backprop, for ``from course.check import p6 as check``."""

from course.check.core.progress import count
from course.check.p6.checks import *

count(
    globals(),
    dense_forward=5,
    dense_backward=30,
    activation_backward=15,
    softmax_cross_entropy=15,
    mlp_forward=10,
    mlp_backward=40,
    input_gradient=5,
    grad_check=20,
    mac_counts=5,
)
