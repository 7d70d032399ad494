"""How close a number has to be to count as right: the same for the visible checks and for the grader."""

SIX_DIGITS = 1e-6  # of the largest number in an array
