"""Visible checks of p1_linear_models, for ``from course.check import p1 as check``."""

from course.check.core.progress import count
from course.check.p1.checks import *

count(
    globals(),
    add_bias=4,
    normal_equation=10,
    mse_grad=8,
    ridge=14,
    soft_threshold=6,
    lasso_ista=14,
    perceptron_fit=14,
    logistic_loss_pm1=10,
)
