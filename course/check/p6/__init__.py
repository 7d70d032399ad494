"""Visible checks of p6_backprop, for ``from course.check import p6 as check``."""

from course.check.p6.checks import *
