"""Visible checks of p8_digits, for ``from course.check import p8 as check``."""

from course.check.p8.checks import *
