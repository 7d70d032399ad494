"""Visible checks of p2, as its notebook imports them."""

from course.check.p2.checks import *
