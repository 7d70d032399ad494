"""Adapters: wrap a student's function so that it takes and returns plain values, as a probe requires."""
