"""Automatic differentiation on scalar graphs."""
