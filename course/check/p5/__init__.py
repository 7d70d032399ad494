"""Visible checks of p5_autodiff, for ``from course.check import p5 as check``."""

from course.check.p5.checks import *
