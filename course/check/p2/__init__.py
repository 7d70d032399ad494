"""Visible checks of p2_logic, for ``from course.check import p2 as check``."""

from course.check.p2.checks import *
