"""Visible checks of p6, as its notebook imports them."""

from course.check.p6.checks import *
