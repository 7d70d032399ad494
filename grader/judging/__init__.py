"""Compares what a student's function returns with the reference, and finds out what is wrong."""
