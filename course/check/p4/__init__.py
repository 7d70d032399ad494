"""Visible checks of p4_forward_pass, for ``from course.check import p4 as check``."""

from course.check.p4.checks import *
