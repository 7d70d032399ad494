"""Visible checks of p3, as its notebook imports them."""

from course.check.p3.checks import *
