"""Visible checks of p7_training, for ``from course.check import p7 as check``."""

from course.check.core.progress import count
from course.check.p7.checks import *

count(
    globals(),
    gd_quadratic=6,
    critical_lr=8,
    sgd_step=8,
    lr_decay=6,
    momentum_step=12,
    nesterov_step=12,
    adam_step=12,
    minibatches=14,
    train=12,
)
