"""Visible checks of p8, as its notebook imports them."""

from course.check.p8.checks import *
