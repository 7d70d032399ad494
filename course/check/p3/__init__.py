"""Visible checks of p3_activations_and_losses, for ``from course.check import p3 as check``."""

from course.check.p3.checks import *
