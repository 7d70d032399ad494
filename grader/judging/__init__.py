"""Compares what a function returned with the reference, and says what is wrong."""
