"""Activations and their derivatives."""
