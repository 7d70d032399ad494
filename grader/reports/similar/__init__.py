"""Ranks pairs of submissions by what they share beyond what was given out, for a person to look at."""
