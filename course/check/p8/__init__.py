"""Visible checks of p8_digits, for ``from course.check import p8 as check``."""

from course.check.core.progress import count
from course.check.p8.checks import *

count(
    globals(),
    standardise=8,
    split=6,
    early_stopping=10,
    train_digits=14,
    confusion_matrix=6,
    dead_units=6,
    first_layer_images=4,
    diagnose=16,
    spoilt_examples=8,
    fill_frame=6,
    read_handwriting=10,
)
