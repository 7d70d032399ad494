"""Visible checks of p1_linear_models, for ``from course.check import p1 as check``."""

from course.check.p1.checks import *
