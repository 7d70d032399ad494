"""Visible checks of p5, as its notebook imports them."""

from course.check.p5.checks import *
