"""Gradient descent, optimisers and training loops."""
