"""Thirteen lectures and their widgets."""
