"""Visible checks of p7_training, for ``from course.check import p7 as check``."""

from course.check.p7.checks import *
